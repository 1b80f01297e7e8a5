// Package chart draws pictures of a voyage out of characters: the map, the
// voyage on an axis of days, the steps of an ETA.
//
// Its functions are pure: from a record and a size to a [Grid] of cells, each
// with a tint that says what it shows. Which colour a tint has is the theme's
// matter, so that a picture looks right on every ground and without colours.
package chart
