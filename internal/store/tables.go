package store

import (
	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// The small records of the house, a table for each sort.
var (
	// houses has one record: how the forwarder presents itself.
	houses = table[model.Forwarder]{Table: engine.Table{Name: "house"}}
	// carriers is what the house has said of carriers, by code.
	carriers = table[model.CarrierSetting]{Table: engine.Table{Name: "carrier"}}
	// mappings are the headings of customers' lists, by the name of the mapping.
	mappings = table[model.Mapping]{Table: engine.Table{Name: "mapping"}}
)

// theHouse is the key of the one record that there is of the house.
const theHouse = "forwarder"
