/* SPDX-License-Identifier: GPL-2.0 */
/* The one place where the version of all of Samepage is set. */
#ifndef SAMEPAGE_VERSION_H
#define SAMEPAGE_VERSION_H

#define SAMEPAGE_VERSION "0.2.0"

#endif
