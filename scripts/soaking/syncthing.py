"""Two real Syncthing nodes on loopback: a watch on the one, edits on the other."""

import argparse
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

from scripts.soaking.home import settle, start, temporary, verified
from tests.live.storm import storm
from tests.live.test_faults import oracle

CONFIG = """<configuration version="36">
  <folder id="vault" path="{path}" type="sendreceive" rescanIntervalS="5" fsWatcherEnabled="true"
    fsWatcherDelayS="1"><device id="{one}"/><device id="{two}"/></folder>
  <device id="{one}"><address>tcp://127.0.0.1:{port_one}</address></device>
  <device id="{two}"><address>tcp://127.0.0.1:{port_two}</address></device>
  <gui enabled="true"><address>127.0.0.1:{gui}</address><apikey>soak</apikey></gui>
  <options><listenAddress>tcp://127.0.0.1:{listen}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled><relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled><urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH><startBrowser>false</startBrowser>
    <crashReportingEnabled>false</crashReportingEnabled></options>
</configuration>"""


def main(_options: argparse.Namespace) -> bool:
    if not shutil.which("syncthing"):
        print("syncthing is not here; left out")
        return True
    with temporary(60) as top:
        there = top / "there"
        there.mkdir()
        nodes = _start(top, [top / "vault", there])
        try:
            return _soak(top, there)
        finally:
            for node in nodes:
                node.terminate()
                node.wait()


def _soak(top: Path, there: Path) -> bool:
    watch = start(top, "--no-serve")
    watch.ready()
    _wait_for_equal(top / "vault", there)
    with storm(there, top / "outside", seed=3, seconds=30.0, bulk=50):
        pass
    waited, apart = _wait_for_equal(top / "vault", there)
    seconds, differ = settle(watch)
    print(
        f"the nodes agreed after {waited:.0f} s ({apart} notes apart),"
        f" the index after {seconds:.1f} s more, {differ} differ, {watch.status()['notes']} notes"
    )
    well = verified(watch)
    watch.end()
    return well and not differ and not apart


def _wait_for_equal(here: Path, there: Path) -> tuple[float, int]:
    began = time.monotonic()
    while True:
        apart = len(oracle(here) ^ oracle(there))
        waited = time.monotonic() - began
        if not apart or waited > 120:
            return waited, apart
        time.sleep(1)


def _start(top: Path, folders: list[Path]) -> list["subprocess.Popen[bytes]"]:
    homes = [top / "node-one", top / "node-two"]
    ids = [_made(home) for home in homes]
    nodes = []
    for number, (home, folder) in enumerate(zip(homes, folders, strict=True)):
        text = CONFIG.format(
            path=folder, one=ids[0], two=ids[1], port_one=22981, port_two=22982,
            gui=22991 + number, listen=22981 + number,
        )  # fmt: skip
        (home / "config.xml").write_text(text)
        (folder / ".stfolder").mkdir(exist_ok=True)
        command = ["syncthing", "serve", f"--home={home}", "--no-browser", "--no-restart"]
        nodes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
    for port in (22991, 22992):
        if not _is_up(port):
            raise SystemExit("a node of Syncthing does not come up")
    return nodes


def _made(home: Path) -> str:
    said = subprocess.run(
        ["syncthing", "generate", f"--home={home}"], capture_output=True, text=True, check=True
    )
    found = re.search(r"(?:[A-Z0-9]{7}-){7}[A-Z0-9]{7}", said.stdout + said.stderr)
    if found is None:
        raise ValueError(f"syncthing tells no id: {said.stdout} {said.stderr}")
    return found[0]


def _is_up(port: int) -> bool:
    for _ in range(60):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
        except OSError:
            time.sleep(0.5)
        else:
            return True
    return False
