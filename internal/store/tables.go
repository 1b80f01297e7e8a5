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

	// notices are what accounts want to be mailed about, by partner and email: an
	// account that moves to another partner begins there without any, and nobody
	// is mailed who has not asked.
	notices = table[model.Notices]{Table: engine.Table{Name: "notice"}}
	// recipients follow a shipment by a tracking code, by its ref and their address.
	recipients = table[Recipient]{Table: engine.Table{Name: "recipient"}}
	// toldETAs are what each recipient was told of a shipment's ETA, by ref and
	// address; with a zero time when that was not by mail, but what they knew when
	// they asked for notices.
	toldETAs = table[Mailed]{Table: engine.Table{Name: "told"}}
	// mailedETAs are what anybody was mailed last of a shipment, by ref.
	mailedETAs = table[Mailed]{Table: engine.Table{Name: "mailed"}}
)

// theHouse is the key of the one record that there is of the house.
const theHouse = "forwarder"
