/* SPDX-License-Identifier: MIT */
/* The kernel's own command line. */
#ifndef _PARAMS_H
#define _PARAMS_H

/* Sets the parameters that @line names; @line need not stay. */
void parse_command_line(const char *line);
/* The line as it was given. */
extern char saved_command_line[];

#endif
