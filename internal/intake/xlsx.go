package intake

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"porthole/internal/model"
)

// workbook is an XLSX file on disk, of which sheets are read row by row.
type workbook struct {
	folder   string // has the file and whatever reading it unpacks
	archive  *zip.ReadCloser
	limits   limits
	sheets   []bookSheet
	texts    *texts
	styles   []*numberFormat
	from1904 bool // its serial dates count from 1904, as old Macs did
}

// bookSheet is a sheet as the workbook names it.
type bookSheet struct {
	name   string
	part   *zip.File // nil: none that has rows
	hidden bool
	merges []merge
}

// openBook spools a workbook and reads what all its sheets share.
func openBook(in io.Reader, l limits) (*workbook, error) {
	folder, err := os.MkdirTemp("", "porthole-xlsx-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	b := &workbook{folder: folder, limits: l}
	if err := b.open(in); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func (b *workbook) open(in io.Reader) error {
	path := filepath.Join(b.folder, "list.xlsx")
	if err := saveTo(path, in); err != nil {
		return err
	}
	var err error
	if b.archive, err = zip.OpenReader(path); err != nil {
		return model.NewFault("error.import.xlsx")
	}
	if err := b.guardSizes(); err != nil {
		return err
	}
	return b.readWorkbook()
}

func saveTo(path string, in io.Reader) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make a temporary file: %w", err)
	}
	_, err = io.Copy(file, in)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write a temporary file: %w", err)
	}
	return nil
}

// guardSizes adds up what unpacking would cost.
func (b *workbook) guardSizes() error {
	var all uint64
	for _, part := range b.archive.File {
		if b.partOfList(part.Name) {
			all += part.UncompressedSize64
		}
	}
	if len(b.archive.File) > b.limits.parts || all > uint64(b.limits.sheetBytes) {
		return errTooLarge(b.limits.sheetBytes)
	}
	return nil
}

// partOfList tells the parts that are read from pictures and the like.
func (b *workbook) partOfList(name string) bool {
	return strings.HasSuffix(strings.ToLower(name), ".xml")
}

// readWorkbook reads which sheets there are, in their order, and what they share.
func (b *workbook) readWorkbook() error {
	var workbook struct {
		Properties struct {
			From1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			ID    string `xml:"id,attr"`
			State string `xml:"state,attr"`
		} `xml:"sheets>sheet"`
	}
	main := b.mainPart()
	if err := b.readPart(main, &workbook); err != nil {
		return err
	}
	links, err := b.links(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"))
	if err != nil {
		return err
	}
	byID := map[string]*zip.File{}
	for _, l := range links {
		if l.is("worksheet") {
			byID[l.ID] = b.part(l.part(path.Dir(main)))
		}
	}
	b.from1904 = isTrue(workbook.Properties.From1904)
	for _, s := range workbook.Sheets {
		b.sheets = append(b.sheets, bookSheet{name: s.Name, part: byID[s.ID], hidden: s.State == "hidden" || s.State == "veryHidden"})
	}
	if len(b.sheets) == 0 {
		return model.NewFault("error.import.xlsx")
	}
	return b.readShared(links, path.Dir(main))
}

// mainPart is the name of the part that is the workbook.
func (b *workbook) mainPart() string {
	links, _ := b.links("_rels/.rels")
	for _, l := range links {
		if l.is("officeDocument") {
			return l.part("")
		}
	}
	return "xl/workbook.xml"
}

// link is one from a part to another one.
type link struct {
	ID     string `xml:"Id,attr"`
	Kind   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

func (l link) is(kind string) bool { return strings.HasSuffix(l.Kind, "/"+kind) }

// part is the name of the part to which one in a folder links.
func (l link) part(folder string) string {
	target := strings.ReplaceAll(l.Target, `\`, "/")
	if absolute, ok := strings.CutPrefix(target, "/"); ok {
		return absolute
	}
	return path.Join(folder, target)
}

func (b *workbook) links(name string) ([]link, error) {
	var read struct {
		Links []link `xml:"Relationship"`
	}
	err := b.readPart(name, &read)
	return read.Links, err
}

// part finds a part by its name, whatever the case; nil when there is none.
func (b *workbook) part(name string) *zip.File {
	for _, part := range b.archive.File {
		if strings.EqualFold(strings.ReplaceAll(part.Name, `\`, "/"), name) {
			return part
		}
	}
	return nil
}

// readPart reads a small part; one that is not there has nothing in it.
func (b *workbook) readPart(name string, to any) error {
	part := b.part(name)
	if part == nil {
		return nil
	}
	return b.reading(part, func(r io.Reader) error {
		if err := xml.NewDecoder(io.LimitReader(r, b.limits.partBytes)).Decode(to); err != nil {
			return fmt.Errorf("%w: %w", model.NewFault("error.import.xlsx"), err)
		}
		return nil
	})
}

func (b *workbook) unpack(part *zip.File) (io.ReadCloser, error) {
	r, err := part.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", model.NewFault("error.import.xlsx"), err)
	}
	return r, nil
}

// readShared reads the texts and styles that cells refer to.
func (b *workbook) readShared(links []link, folder string) (err error) {
	b.texts = &texts{}
	for _, l := range links {
		part := b.part(l.part(folder))
		switch {
		case part == nil:
		case l.is("sharedStrings"):
			err = b.reading(part, func(r io.Reader) (err error) {
				b.texts, err = readTexts(r, b.folder)
				return err
			})
		case l.is("styles"):
			err = b.reading(part, func(r io.Reader) (err error) {
				b.styles, err = readStyles(r)
				return err
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// reading unpacks a part while read reads it.
func (b *workbook) reading(part *zip.File, read func(r io.Reader) error) error {
	r, err := b.unpack(part)
	if err != nil {
		return err
	}
	defer r.Close() //nolint:errcheck // it was only read
	return read(r)
}

// value is what a cell says, as a person sees it.
func (b *workbook) value(kind string, style int, value, inline string) (string, mark, error) {
	switch kind {
	case "s":
		text, err := b.texts.text(value)
		return text, markText, err
	case "inlineStr":
		return characters(inline), markText, nil
	case "str":
		return characters(value), markText, nil
	case "e", "d":
		return value, markText, nil
	case "b":
		return strings.ToUpper(strconv.FormatBool(isTrue(value))), markText, nil
	}
	raw := strings.TrimSpace(value)
	n, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) || isLong(raw) {
		return raw, markText, nil // a program wrote more digits than a spreadsheet keeps
	}
	text, m := ith(b.styles, style).show(n, b.from1904)
	return text, m, nil
}

// close removes everything that was unpacked.
func (b *workbook) close() {
	b.texts.close()
	if b.archive != nil {
		_ = b.archive.Close()
	}
	_ = os.RemoveAll(b.folder)
}
