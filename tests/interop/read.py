"""Loads a repository made by `gongkai bundle` with python-tuf's client, served from a folder as any static server would.

read.py FOLDER ROOT prints what it found and ends with 0, or with 1 where the repository is refused.
"""

import sys
import tempfile
from pathlib import Path

from tuf.api.exceptions import DownloadHTTPError, RepositoryError
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig


class Folder(FetcherInterface):
    """Reads what a server would send; what is not there is a 404."""

    def __init__(self, folder: Path):
        self.folder = folder

    def _fetch(self, url: str):
        path = self.folder / url.removeprefix("folder:///")
        if not path.is_file():
            raise DownloadHTTPError(f"no {path}", 404)
        return iter([path.read_bytes()])


def main(folder: Path, root: Path) -> None:
    with tempfile.TemporaryDirectory() as cache:
        updater = Updater(
            metadata_dir=cache,
            metadata_base_url="folder:///meta/",
            target_base_url="folder:///packs/",
            target_dir=cache,
            fetcher=Folder(folder),
            config=UpdaterConfig(prefix_targets_with_hash=False),
            bootstrap=root.read_bytes(),
        )
        updater.refresh()
        office = updater._trusted_set.targets
        names = list(office.targets)
        for role in office.delegations.roles.values() if office.delegations else []:
            # A department is read when something of its own is asked for.
            updater.get_targetinfo(f"{role.name}/nothing")
            names += list(updater._trusted_set[role.name].targets)
        for name in names:
            target = updater.get_targetinfo(name)
            assert target is not None, name
            path = folder / "packs" / target.hashes["sha256"][:2] / name.split("/", 1)[1]
            if path.is_file():
                target.verify_length_and_hashes(path.read_bytes())
            print(name, target.length)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except RepositoryError as error:
        sys.exit(f"refused: {type(error).__name__}: {error}")
