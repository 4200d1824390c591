/** The parts of the built package that training shares with judging, so that both see the same features. */
export async function loadTools(base) {
  const load = (path) => import(new URL(path, base).href)
  const [features, windows, classifier, views] = await Promise.all(
    ['features', 'windows', 'classifier', 'views'].map((name) => load(`detect/injection/${name}.js`)),
  )
  return { ...features, ...windows, DAMPING: classifier.DAMPING, read: (text) => views.views(text)[0].text }
}
