package sea

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"
)

// The coast: uvarint units per degree, uvarint number of rings; for each ring
// uvarint n and n pairs of zigzag varints (latitude, longitude), each the
// difference from the point before, running on from ring to ring. A ring's last
// point joins its first. Lakes are rings too: land is inside an odd number.
//
//go:embed coast.bin
var coastTable []byte

// Shore is a closed line between land and water, projected.
type Shore struct {
	Points     []Projected
	West, East float32 // the longitudes between which it lies
}

// Projected is a point in Mercator's projection: longitude in degrees, and the
// projected latitude in the same unit.
type Projected struct{ Lon, Y float32 }

// Coast is every shore of the world, longest first. It is shared and must not
// be changed.
var Coast = sync.OnceValue(func() []Shore { return readCoast(coastTable) })

func readCoast(table []byte) []Shore {
	next := func() uint64 {
		n, size := binary.Uvarint(table)
		if size <= 0 {
			panic("coast: the table ends early")
		}
		table = table[size:]
		return n
	}
	units := float64(next())
	shores := make([]Shore, next())
	var lat, lon int64
	for i := range shores {
		points := make([]Projected, next())
		west, east := float32(math.Inf(1)), float32(math.Inf(-1))
		for j := range points {
			lat += unzigzag(next())
			lon += unzigzag(next())
			points[j] = Projected{Lon: float32(float64(lon) / units), Y: float32(Mercator(float64(lat) / units))}
			west, east = min(west, points[j].Lon), max(east, points[j].Lon)
		}
		shores[i] = Shore{points, west, east}
	}
	return shores
}

func unzigzag(n uint64) int64 { return int64(n>>1) ^ -int64(n&1) }

// Mercator projects a latitude in degrees; a degree at the equator is 1. It
// ends at 85 degrees.
func Mercator(lat float64) float64 {
	lat = radians(math.Max(-85, math.Min(85, lat)))
	return math.Log(math.Tan(math.Pi/4+lat/2)) * 180 / math.Pi
}
