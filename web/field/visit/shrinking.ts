// A photo as it may leave the phone: drawn anew on a canvas, at most so many points a side. Only the points of colour
// come through; where and when it was taken stays behind in the file of the camera.

import type { Bytes } from "../store/sealing"

export const QUALITY = 0.7
const SMALLER = 0.5
export const LARGEST = 2_000_000

/** Width and height within `longest`, never larger than they are. */
export function fit(width: number, height: number, longest: number): { width: number; height: number } {
  const share = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) }
}

/** The photo in small, as a JPEG. Throws when the file is no picture this phone can read. */
export async function shrunk(file: Blob, longest: number): Promise<Bytes> {
  const picture = await decoded(file)
  const { width, height } = fit(picture.width, picture.height, longest)
  const canvas = document.createElement("canvas")
  canvas.width = width
  canvas.height = height
  canvas.getContext("2d")!.drawImage(picture, 0, 0, width, height)
  if ("close" in picture) picture.close()
  for (const quality of [QUALITY, SMALLER]) {
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality))
    if (blob && blob.size <= LARGEST) return new Uint8Array(await blob.arrayBuffer())
  }
  throw new Error("the photo stays too large")
}

/** Old browsers know no bitmaps: there an image element, fed from the file's own bytes. */
async function decoded(file: Blob): Promise<ImageBitmap | HTMLImageElement> {
  if ("createImageBitmap" in globalThis) return createImageBitmap(file, { imageOrientation: "from-image" })
  const image = new Image()
  image.src = await new Promise<string>((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => fail(new Error("the file cannot be read"))
    reader.readAsDataURL(file)
  })
  await image.decode()
  return image
}
