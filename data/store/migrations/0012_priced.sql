-- A mean amount is divided by the deals won that have an amount: those get a measure of their own, and the
-- KPIs that divided by all deals won are put right.
INSERT INTO daily(measure, day, channel, value) SELECT 'deal.won_priced', closed, channel, count(*) FROM deal
 WHERE outcome = 'won' AND closed <> '' AND amount IS NOT NULL GROUP BY closed, channel;
UPDATE kpi SET formula = 'deal.won_amount / deal.won_priced' WHERE replace(formula, '÷', '/') IN ('deal.won_amount / deal.won', 'deal.won_amount/deal.won');
