/* SPDX-License-Identifier: MIT */
/* The kernel's own command line. */
#ifndef _PARAMS_H
#define _PARAMS_H

/* Sets the parameters that @line names; @line need not stay. */
void parse_command_line(const char *line);
/* The line as it was given. */
extern char saved_command_line[];
/* Its words that are nobody's here: for process 1. */
#define INIT_WORDS_MAX 32
extern const char *init_words[INIT_WORDS_MAX];
extern unsigned int init_word_count;

#endif
