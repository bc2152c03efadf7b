// Package datatest gives tests a temporary workspace and seeded prospects,
// entries, deals and values. Only tests import it.
package datatest
