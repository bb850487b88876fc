#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The same idea in another interpreter: holds Perl's Unicode tables and all modules
# below /usr/share/perl as text, and answers each line with a checksum.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use File::Find;

my %text;
find({
    no_chdir => 1,
    wanted => sub {
        return unless -f $_ && /\.(?:pm|pl|pod|txt)$/;
        open my $file, '<:raw', $_ or return;
        local $/;
        $text{$_} = <$file>;
    },
}, glob('/usr/share/perl/5.*'), '/usr/share/perl5');

my $size = 0;
$size += length $_ for values %text;
$| = 1;
printf "ready: %d MiB in %d files\n", $size >> 20, scalar keys %text;
while (<STDIN>) {
    my $sha = Digest::SHA->new(256);
    $sha->add($_, $text{$_}) for sort keys %text;
    print $sha->hexdigest, "\n";
}
