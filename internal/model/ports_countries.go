package model

// countries are the names under which a country of the port table is written behind a port, by ISO 3166 alpha-2 code.
var countries = map[string]string{
	"VN": "Viet Nam|Vietnam|VN",
}
