// Package store is the workspace file and the only SQL: opening it safely,
// migrations, one file per noun of the trade, the undo journal, the rollup,
// imports, backups and checks. It satisfies the Store interfaces that the
// trade packages declare, and holds no trade rule of its own.
package store
