package sea

import "math"

// Point is a place on the globe, in decimal degrees, north and east positive.
// The longitude of a way's points may lie beyond 180: a way never jumps.
type Point struct{ Lat, Lon float64 }

// milesPerRadian is the earth's mean radius in nautical miles.
const milesPerRadian = 6371.0088 / 1.852

// Miles is the length of the great circle from p to q in nautical miles.
func (p Point) Miles(q Point) float64 { return milesPerRadian * angle(p, q) }

// angle between two points as seen from the earth's centre, by the haversine
// formula, in radians.
func angle(p, q Point) float64 {
	lat1, lat2 := radians(p.Lat), radians(q.Lat)
	a := math.Sin((lat2 - lat1) / 2)
	b := math.Sin(radians(q.Lon-p.Lon) / 2)
	return 2 * math.Asin(math.Min(1, math.Sqrt(a*a+math.Cos(lat1)*math.Cos(lat2)*b*b)))
}

// towards is the point at share of the great circle from p to q, its longitude
// within 180 degrees of p's.
func (p Point) towards(q Point, share float64) Point {
	whole := angle(p, q)
	if whole == 0 {
		return p
	}
	a, b := math.Sin((1-share)*whole)/math.Sin(whole), math.Sin(share*whole)/math.Sin(whole)
	x1, y1, z1 := p.vector()
	x2, y2, z2 := q.vector()
	x, y, z := a*x1+b*x2, a*y1+b*y2, a*z1+b*z2
	at := Point{Lat: math.Atan2(z, math.Hypot(x, y)) * 180 / math.Pi, Lon: math.Atan2(y, x) * 180 / math.Pi}
	return at.near(p.Lon)
}

func (p Point) vector() (x, y, z float64) {
	lat, lon := radians(p.Lat), radians(p.Lon)
	return math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)
}

// near is the same place with its longitude within 180 degrees of lon.
func (p Point) near(lon float64) Point {
	p.Lon -= 360 * math.Round((p.Lon-lon)/360)
	return p
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

// Near reports whether q lies within that many nautical miles.
func (p Point) Near(q Point, miles float64) bool { return p.Miles(q) <= miles }
