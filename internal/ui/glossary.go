package ui

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/widget"
)

// glossaryTerms are the trade's terms in the order of a shipment's way; the
// catalogue explains each under "glossary." and the term's key.
var glossaryTerms = [][2]string{
	{"FCL", "fcl"},
	{"LCL", "lcl"},
	{"TEU", "teu"},
	{"CFS", "cfs"},
	{"CY", "cy"},
	{"VGM", "vgm"},
	{"HBL", "hbl"},
	{"MBL", "mbl"},
	{"POL", "pol"},
	{"POD", "pod"},
	{"ETD", "etd"},
	{"ETA", "eta"},
	{"ATD", "atd"},
	{"ATA", "ata"},
	{"Gate-in", "gate_in"},
	{"Gate-out", "gate_out"},
	{"Transshipment", "transshipment"},
	{"Demurrage", "demurrage"},
	{"Detention", "detention"},
	{"UN/LOCODE", "locode"},
	{"SCAC", "scac"},
	{"IMO", "imo"},
}

// openGlossary explains the terms.
func (r *Root) openGlossary() tea.Cmd {
	return r.push(&reader{look: r.env.Look, heading: "glossary.title", toggle: keyGlossary, write: glossaryPage})
}

func glossaryPage(look *widget.Look, width int) []string {
	lines := []string{""}
	for _, term := range glossaryTerms {
		lines = append(lines, widget.HelpLines(look, width, term[0], look.Say("glossary."+term[1]))...)
	}
	return lines
}
