// Package review is where managers begin: every shipment with the result of its final
// checkpoint, and the page of one, on which what the office knows stands beside what
// the customer sees.
package review
