"""Copy the SPARQL editor into kg/serve/assets, with its version, licences and checksums.

    npm install --ignore-scripts @zazuko/yasgui
    python scripts/vendor_yasgui.py node_modules

The licences are those of the packages that the bundle holds, as its source map names them.
"""

from __future__ import annotations

import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).resolve().parent.parent / "kg" / "serve" / "assets"
PACKAGE = "@zazuko/yasgui"
FILES = ("yasgui.min.js", "yasgui.min.css")
PERMISSIVE = {"MIT", "BSD-3-Clause", "Apache-2.0", "(MPL-2.0 OR Apache-2.0)", "(CC-BY-4.0 AND MIT)"}
OWN = "MIT License\n\nCopyright (c) 2018-2024 Triply B.V., 2024- Zazuko GmbH\n"


def main(modules: Path) -> None:
    """Copy the files of the bundle, write LICENSES-yasgui.txt and manifest.json."""
    about = read(modules / PACKAGE)
    build = modules / PACKAGE / "build"
    texts, parts = [f"{PACKAGE} {about['version']} ({about['license']})\n\n{OWN}\n{MIT}"], []
    for name in packages(build / "yasgui.min.js.map"):
        part = read(modules / name)
        licence = part.get("license") or ("MIT" if "MIT" in licence_text(modules / name) else "?")
        if licence not in PERMISSIVE:
            raise SystemExit(f"{name} is under {licence}")
        parts.append({"name": name, "version": part["version"], "licence": licence})
        texts.append(f"{name} {part['version']} ({licence})\n\n{licence_text(modules / name) or MIT}")
    (ASSETS / "LICENSES-yasgui.txt").write_text(("\n" + "-" * 80 + "\n").join(texts), encoding="utf8")
    for name in FILES:
        text = (build / name).read_text(encoding="utf8")
        (ASSETS / name).write_text(re.sub(r"\n?(//|/\*)# sourceMappingURL=.*", "\n", text), encoding="utf8")
    entries = [
        {
            "file": name,
            "package": PACKAGE,
            "version": about["version"],
            "licence": about["license"],
            "source": f"https://registry.npmjs.org/{PACKAGE}/-/yasgui-{about['version']}.tgz",
            "sha256": sha256((ASSETS / name).read_bytes()).hexdigest(),
        }
        for name in (*FILES, "LICENSES-yasgui.txt")
    ]
    manifest = {"files": entries, "parts": parts}
    (ASSETS / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf8")


def packages(source_map: Path) -> list[str]:
    """Return the names of the packages that a bundle was made of."""
    sources = json.loads(source_map.read_text(encoding="utf8"))["sources"]
    found = (re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)", source) for source in sources)
    return sorted({names[-1] for names in found if names})


def read(package: Path) -> dict[str, Any]:
    """Return what a package says of itself."""
    about: dict[str, Any] = json.loads((package / "package.json").read_text(encoding="utf8"))
    return about


def licence_text(package: Path) -> str:
    """Return the text of a package's licence; "" if it ships none."""
    files = sorted(f for f in package.iterdir() if re.match(r"(?i)licen[cs]e(\.|$)", f.name))
    return files[0].read_text(encoding="utf8") if files else ""


MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN
NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY,
WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

if __name__ == "__main__":
    main(Path(sys.argv[1]))
