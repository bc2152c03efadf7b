// Package review tells signal from noise (XmR) and names what moved a result
// (drivers). It is pure arithmetic over values handed in.
package review
