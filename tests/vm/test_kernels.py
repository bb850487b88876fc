# SPDX-License-Identifier: GPL-2.0-or-later
"""The module on each kernel that it is for, in VMs that have nothing else. ./check kernels runs all of the
module's tests on each."""

import re

import pytest

from lab import kernels, kmod, paths, rootfs, smoke

# Headers with a configuration alone: what DKMS asks for before it calls make.
_DKMS = r"""
    kernel=$1 config=$2
    source=/tmp/src/samepage-1.2.3 headers=/tmp/headers
    mkdir -p /tmp/tree "$source" "$headers/include"
    packaging/dkms/install-source "$source"
    sed 's/#MODULE_VERSION#/1.2.3/' packaging/dkms/dkms.conf >"$source/dkms.conf"
    printf '%s=y\n' $config >"$headers/.config"
    dkms build samepage/1.2.3 -k "$kernel/x86_64" --kernelsourcedir "$headers" --config "$headers/.config" \
        --dkmstree /tmp/tree --sourcetree /tmp/src
"""
_CONFIG = "CONFIG_KSM CONFIG_KPROBES CONFIG_KALLSYMS"


def _lines(log):
    """What the module said, without what the kernel says of every module from outside."""
    return [line for line in re.findall(r"(?m)^\[ *[\d.]+\] samepage: (.*)$", log) if "taint" not in line]


@pytest.mark.parametrize("name", [name for name in kernels.ALL if name != kernels.DEFAULT])
def test_memory_merges_and_stays_right(name):
    kernel = kernels.ensure(kernels.named(name))
    log = smoke.run(kernel, kmod.build(kernel=kernel))
    assert int(re.search(r"smoke: (\d+) pages merged", log)[1]) > 1000


def test_a_kernel_that_lacks_something_or_is_another_is_refused_with_one_line():
    kernel = kernels.named(kernels.DEFAULT)
    folder = paths.BUILD / "kmod-refusing"
    refused = [kmod.build_refusing("SP_TEST_MISSING", folder / "missing.ko"),
               kmod.build_refusing("SP_TEST_FOREIGN", folder / "foreign.ko")]
    log = smoke.run(kernel, kmod.build(kernel=kernel), refused)
    lines = _lines(log)
    missing = "this kernel has no sp_test_missing, which merging needs; not loaded"
    foreign = f"built for kernel another, and this is {kernel.version()}; not loaded"
    assert lines.count(missing) == lines.count(foreign) == 1
    assert [line for line in lines if "not loaded" not in line] == []
    assert int(re.search(r"smoke: (\d+) pages merged", log)[1]) > 1000


def _dkms(kernel, config=_CONFIG):
    return rootfs.run("bash", "-euc", _DKMS, "dkms", kernel, config, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kernel, config", [("6.9.12-amd64", _CONFIG), ("7.4.1+deb14-amd64", _CONFIG), ("6.10.1", _CONFIG),
                                            ("6.12.117+deb13-amd64", "CONFIG_KSM CONFIG_KALLSYMS")])
def test_dkms_skips_other_kernels_with_a_message(kernel, config):
    done = _dkms(kernel, config)
    assert done.returncode == 77, done.stdout + done.stderr  # skipped: an upgrade of the kernel goes on
    assert "does not match this kernel" in done.stdout + done.stderr
    assert "Building module" not in done.stdout


def test_dkms_builds_for_the_kernels_that_are_tested():
    for kernel in kernels.ALL.values():
        done = _dkms(kernels.ensure(kernel).version())
        assert "Building module" in done.stdout, done.stdout + done.stderr
