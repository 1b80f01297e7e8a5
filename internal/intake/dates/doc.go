// Package dates reads a date as people and programs write it in a cell: in figures or
// with the month in words, in English and Vietnamese, with or without a time and a
// zone.
//
// Which of 05/12/2026 is the day the cell alone does not tell. [Read] gives the date in
// that form; whoever has seen the whole column says in which [Order] it counts.
package dates
