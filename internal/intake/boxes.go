package intake

import (
	"strconv"
	"strings"

	"porthole/internal/model"
)

// strconvFloat writes a number without an exponent.
func strconvFloat(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// boxes reads the containers of one row. Most rows have one or none; a cell
// with several gives each of them, without a share of the row's cargo.
func (r rowReader) boxes(cargo model.Cargo) []model.Container {
	numbers := r.parts(colContainer)
	if len(numbers) == 0 {
		r.homeless(colSeal)
		r.homeless(colContainerType)
		return nil
	}
	kind := r.boxType()
	boxes := make([]model.Container, 0, len(numbers))
	for _, number := range numbers {
		box := model.Container{Number: model.NormalizeContainer(number), Type: kind}
		if model.Cells(number) > model.RefCells {
			r.out.refuse(r.where(colContainer), "import.too_long", model.RefCells)
		}
		for _, remark := range model.CheckContainer(box.Number) {
			r.out.warn(r.where(colContainer), remark.Key, remark.Args...)
		}
		boxes = append(boxes, box)
	}
	r.seals(boxes)
	if len(boxes) == 1 {
		boxes[0].Packages, boxes[0].WeightKg, boxes[0].VolumeCbm = cargo.Packages, cargo.WeightKg, cargo.VolumeCbm
	}
	return boxes
}

// homeless remarks what describes a container in a row that names none.
func (r rowReader) homeless(c column) {
	if r.cell(c) != "" && r.once.first("homeless "+c.String()) {
		r.out.warn(r.where(c), "remark.import.no_container")
	}
}

func (r rowReader) boxType() model.Text {
	kind := r.identifier(colContainerType)
	if known := model.ParseContainerType(kind.String()); !kind.IsZero() && !known.Known && r.once.first("type "+kind.String()) {
		r.out.warn(r.where(colContainerType), "remark.import.container_type")
	}
	return kind
}

// seals gives each container its seal: one cell for one container, or as many
// as there are containers.
func (r rowReader) seals(boxes []model.Container) {
	if len(boxes) == 1 {
		boxes[0].Seal = r.identifier(colSeal)
		return
	}
	seals := r.parts(colSeal)
	if len(seals) != len(boxes) {
		if len(seals) > 0 {
			r.out.warn(r.where(colSeal), "remark.import.seals", len(seals), len(boxes))
		}
		return
	}
	for i, seal := range seals {
		boxes[i].Seal = model.Line(seal, model.RefCells)
	}
}

// maxParts is how many containers, seals or orders one cell may have.
const maxParts = 100

// parts are the entries of a cell that may have several.
func (r rowReader) parts(c column) []string {
	var parts []string
	for _, part := range strings.FieldsFunc(r.cell(c), func(c rune) bool { return strings.ContainsRune(",;|\n", c) }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) > maxParts {
		r.out.refuse(r.where(c), "import.too_many", maxParts)
		return nil
	}
	return parts
}
