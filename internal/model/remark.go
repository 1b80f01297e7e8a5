package model

// Remark is something worth telling that is not an error: a check digit that does not fit, a size code that no table
// knows. Whoever finds it keeps the value as it came and says so.
//
// Key names the sentence in the catalogue of each language; Args are its values, in the sentence's order.
type Remark struct {
	Key  string
	Args []any
}
