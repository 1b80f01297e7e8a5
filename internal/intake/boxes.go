package intake

import (
	"regexp"
	"slices"
	"strings"

	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

// boxes reads the containers of one row. Most rows have one or none; a cell
// with several gives each of them, without a share of the row's cargo.
func (r rowReader) boxes(cargo model.Cargo) []model.Container {
	numbers, rest := boxNumbers(r.cell(colContainer))
	kinds := r.otherThanNumbers(rest, len(numbers) > 0)
	if len(numbers) == 0 {
		r.homeless(colSeal)
		r.homeless(colContainerType)
		for c := colDemurrageDays; c <= colAvailable; c++ {
			r.homeless(c)
		}
		return nil
	}
	if len(numbers) > maxParts {
		r.out.refuse(r.where(colContainer), "import.too_many", maxParts)
		return nil
	}
	boxes, free := make([]model.Container, len(numbers)), r.freeTime()
	for i, number := range numbers {
		boxes[i].Number, boxes[i].Free = number, free
		for _, remark := range model.CheckContainer(number) {
			r.out.warn(r.where(colContainer), remark.Key, remark.Args...)
		}
	}
	r.types(boxes, kinds)
	r.seals(boxes)
	if len(boxes) == 1 {
		r.share(&boxes[0], cargo)
	}
	return boxes
}

// share gives a container the cargo of its row. An amount that stands for several
// rows is not its own.
func (r rowReader) share(box *model.Container, cargo model.Cargo) {
	if !r.is(colPackages, workbook.Spans) {
		box.Packages = add(box.Packages, cargo.Packages)
	}
	if !r.is(colWeight, workbook.Spans) {
		box.WeightKg = add(box.WeightKg, cargo.WeightKg)
	}
	if !r.is(colVolume, workbook.Spans) {
		box.VolumeCbm = add(box.VolumeCbm, cargo.VolumeCbm)
	}
}

// boxNumbers are the containers' numbers in a cell, and what else stands there.
func boxNumbers(cell string) ([]model.Text, string) {
	if one := model.NormalizeContainer(cell); model.IsContainer(one) {
		return []model.Text{one}, ""
	}
	found, rest := findBoxes(cell)
	return each(found, model.NormalizeContainer), rest
}

// boxCount is how many containers there are, as people write it: 2, 2x40HC, 1
// cont. What follows is a type.
var boxCount = regexp.MustCompile(`(?i)^([0-9]{1,3})\s*(?:[x*×]\s*|(?:conts?|containers?|cntrs?|ctnrs?|box(?:es)?|units?|cái|chiếc|vỏ)\b\.?\s*|$)`)

// boxWords stand beside the numbers of containers and say nothing.
var boxWords = map[string]bool{
	"and": true, "va": true, "no": true, "so": true, "cont": true, "conts": true, "container": true, "containers": true, "cntr": true,
}

// otherThanNumbers says what stands in a container's cell beside numbers, or
// instead of them, and gives the types that it names. Neither a count nor a word is
// a container.
func (r rowReader) otherThanNumbers(rest string, named bool) (kinds []string) {
	for _, entry := range entries(rest, moreSigns+"()") {
		entry = strings.Trim(entry, " -:.")
		kind := strings.TrimSpace(boxCount.ReplaceAllString(entry, ""))
		known := model.ParseContainerType(kind)
		switch {
		case isAbsent(entry) || boxWords[model.Fold(entry)]:
		case kind != "" && (known.Known || known.Feet > 0) && named:
			kinds = append(kinds, kind)
		case kind != "" && !known.Known && known.Feet == 0:
			r.out.warn(r.where(colContainer), "remark.import.not_a_container", model.Line(entry, model.RefCells).String())
		case !named && r.once.first("count"):
			r.out.warn(r.where(colContainer), "remark.import.container_count")
		}
	}
	return kinds
}

// homeless remarks what describes a container in a row that names none.
func (r rowReader) homeless(c column) {
	if r.cell(c) != "" && r.once.first("homeless "+c.String()) {
		r.out.warn(r.where(c), "remark.import.no_container")
	}
}

// types gives the containers their types: one for all, or one for each. They stand
// in a column of their own, or else among the numbers.
func (r rowReader) types(boxes []model.Container, kinds []string) {
	if cell := r.cell(colContainerType); cell != "" {
		kinds = typesOf(cell, len(boxes))
	}
	if len(kinds) != len(boxes) {
		kinds = slices.CompactFunc(kinds, func(a, b string) bool { return model.Fold(a) == model.Fold(b) })
	}
	switch len(kinds) {
	case 1:
		kinds = slices.Repeat(kinds, len(boxes))
	case 0, len(boxes):
	default:
		r.out.warn(r.where(colContainerType), "remark.import.types", len(kinds), len(boxes))
		return
	}
	for i, kind := range kinds {
		boxes[i].Type = r.boxType(kind)
	}
}

// typesOf are the types in a cell, without the counts before them. What is not
// known is one.
func typesOf(cell string, boxes int) []string {
	bare := func(kind string) string { return strings.TrimSpace(boxCount.ReplaceAllString(kind, "")) }
	known := func(kind string) bool { return model.ParseContainerType(bare(kind)).Known }
	kinds := []string{cell}
	if parts := entriesOf(cell, boxes); parts != nil && !known(cell) {
		kinds = parts
	} else if parts := entries(cell, moreSigns); !slices.ContainsFunc(parts, func(part string) bool { return !known(part) }) {
		kinds = parts
	}
	for i, kind := range kinds {
		if known(kind) {
			kinds[i] = bare(kind)
		}
	}
	return kinds
}

func (r rowReader) boxType(text string) model.Text {
	if model.Cells(text) > model.RefCells {
		r.out.refuse(r.where(colContainerType), "import.too_long", model.RefCells)
	}
	kind := model.Line(text, model.RefCells)
	if known := model.ParseContainerType(text); !known.Known && r.once.first("type "+kind.String()) {
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
	seals := entriesOf(r.cell(colSeal), len(boxes))
	if seals == nil {
		if n := len(r.parts(colSeal)); n > 0 {
			r.out.warn(r.where(colSeal), "remark.import.seals", n, len(boxes))
		}
		return
	}
	for i, seal := range seals {
		boxes[i].Seal = model.Line(seal, model.RefCells)
	}
}

// What divides the entries of a cell that has several: always, and where nothing
// else is meant.
const (
	entrySigns = ",;|\n"
	moreSigns  = entrySigns + "/+&"
)

// entries are the parts of a cell between signs.
func entries(cell, signs string) []string {
	var parts []string
	for part := range strings.FieldsFuncSeq(cell, func(c rune) bool { return strings.ContainsRune(signs, c) }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// entriesOf are the n parts of a cell, by the clearest signs that give so many;
// nil when none do.
func entriesOf(cell string, n int) []string {
	for _, signs := range []string{entrySigns, moreSigns, moreSigns + " \t"} {
		if parts := entries(cell, signs); len(parts) == n {
			return parts
		}
	}
	return nil
}

// maxParts is how many containers, seals or orders one cell may have.
const maxParts = 100

// parts are the entries of a cell that may have several.
func (r rowReader) parts(c column) []string {
	parts := entries(r.cell(c), entrySigns)
	if len(parts) > maxParts {
		r.out.refuse(r.where(c), "import.too_many", maxParts)
		return nil
	}
	return parts
}

// boxPattern is a container's number as people write it: ONEU6507410, ONEU
// 650741-0, ONEU 650 741 / 0.
var boxPattern = regexp.MustCompile(`(?i)\b([A-Z]{3}[UJZ])[ ._-]*([0-9]{3})[ .]?([0-9]{3})([ ./-]*)([0-9])`)

// findBoxes takes the numbers of containers out of a cell, whatever stands between
// them, and gives what is left.
func findBoxes(cell string) (numbers []string, rest string) {
	cell = plainSigns(cell)
	for {
		m := nextBox(cell)
		if m == nil {
			return numbers, rest + cell
		}
		part := func(n int) string { return cell[m[2*n]:m[2*n+1]] }
		numbers = append(numbers, strings.ToUpper(part(1)+part(2)+part(3)+part(5)))
		rest += cell[:m[0]] + "\n"
		cell = cell[m[1]:]
	}
}

// nextBox is where the next number stands. A digit that goes on is none of a check
// digit, and one that stands apart must stand alone: ONEU650741/2x40HC has none.
func nextBox(cell string) []int {
	for from := 0; ; {
		m := boxPattern.FindStringSubmatchIndex(cell[from:])
		if m == nil {
			return nil
		}
		for i := range m {
			m[i] += from
		}
		next := byte(' ')
		if m[1] < len(cell) {
			next = cell[m[1]]
		}
		apart := m[8] < m[9]
		if !isDigit(next) && (!apart || !isLetter(next)) {
			return m
		}
		from = m[1]
	}
}
