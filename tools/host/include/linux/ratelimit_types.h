/* SPDX-License-Identifier: MIT */
/* On the host nothing limits how often something is said. */
