import type { Detector } from '../../types.ts'
import { labelled } from '../people/labelled.ts'
import { pattern } from '../pattern.ts'

const kind = { name: 'coordinates', category: 'pii', severity: 'low', label: 'COORDINATES' } as const

const latitude = String.raw`-?(?:[1-8]?\d\.\d{4,15}|90\.0{4,15})`
const longitude = String.raw`-?(?:1[0-7]\d|[1-9]?\d|180)\.\d{4,15}`

/** Places on earth: pairs of degrees precise to some metres, in words, JSON, degrees and minutes, `geo:` and map links. */
export const coordinates: readonly Detector[] = [
  ...labelled({
    ...kind,
    labels:
      'lat, latitude, coordinates, coordinate, coords, gps, geo, geolocation, geo location, location, latlng, lat lng, lat long, latlon, lat lon, coordenadas, koordinaten, coordonnées, coordinate gps, located at, 坐标, 经纬度, 座標',
    value: new RegExp(
      `${longitude}(?:[ ]?°)?[ ]?[NS]?[ ]{0,2}(?:[,;/ ][\\s"']{0,12}(?:lng|lon|long|longitude)?["']?[ ]?[:=]?[ ]{0,2}["']?|%2C[ ]?)${longitude}(?:[ ]?°)?(?:[ ]?[EW])?`,
    ),
    longestValue: 90,
    stop: String.raw`\d\n-`,
  }),
  pattern({
    ...kind,
    triggers: ['@', 'geo:', '?', '&'],
    anchored: true,
    expression: new RegExp(`(?:(?<=/)@|geo:|[?&](?:q|ll|sll|query|center|daddr|saddr)=)(?<value>${latitude}(?:,|%2C)${longitude})`),
    longest: 60,
  }),
  pattern({
    ...kind,
    triggers: [],
    anchored: true,
    expression:
      /(?<![\w.])\d{1,2}[ ]?[°º][ ]?\d{1,2}[ ]?['’′][ ]?(?:\d{1,2}(?:\.\d{1,6})?[ ]?(?:["”″]|''))?[ ]?[NS][ ,]{0,3}\d{1,3}[ ]?[°º][ ]?\d{1,2}[ ]?['’′][ ]?(?:\d{1,2}(?:\.\d{1,6})?[ ]?(?:["”″]|''))?[ ]?[EWO](?!\w)|(?<![\w.-])\d{1,2}\.\d{3,10}[ ]?[°º][ ]?[NS][ ,]{0,3}\d{1,3}\.\d{3,10}[ ]?[°º][ ]?[EWO](?!\w)/,
    longest: 72,
  }),
]
