/* SPDX-License-Identifier: MIT */
/*
 * The fuzzer's target without a fuzzer: each file as it is, and then changed
 * in ways that depend on nothing but a seed. Prints TAP.
 *
 * usage: replay [--runs N] [--seed S] FILE...
 *   N   mutations of each file (default 0)
 *   S   the first mutation's seed (default 1)
 * What crashes is in the file replay.crash, written before each run in the
 * folder that REPLAY_OUT names, if it is set.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dryrun.h"
#include "fuzz.h"

static void save(const u8 *data, size_t size)
{
	const char *folder = getenv("REPLAY_OUT");
	char path[4096];
	FILE *f;

	if (!folder || !*folder)
		return;
	snprintf(path, sizeof(path), "%s/replay.crash", folder);
	f = fopen(path, "wb");
	if (!f || fwrite(data, 1, size, f) != size || fclose(f)) {
		perror(path);
		exit(2);
	}
}

/* The target gets exactly these bytes: a step beyond them is seen. */
static void run_exact(const u8 *data, size_t size)
{
	u8 *exact = malloc(size ? size : 1);

	if (!exact)
		exit(2);
	memcpy(exact, data, size);
	save(data, size);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

static void run_mutations(const u8 *data, size_t size, unsigned int seed,
			  unsigned long runs)
{
	u8 *changed = malloc(size ? size : 1);

	if (!changed)
		exit(2);
	for (unsigned long i = 0; i < runs; i++) {
		memcpy(changed, data, size);
		run_exact(changed, mutate_elf(changed, size, size, seed + i));
	}
	free(changed);
}

int main(int argc, char **argv)
{
	FILE *tap = stdout; /* the target turns stdout away */
	unsigned long runs = 0, seed = 1;
	u8 *buffer = NULL;
	size_t room = 0;
	int i = 1, n = 0;

	for (; i + 1 < argc && !strncmp(argv[i], "--", 2); i += 2)
		if (!strcmp(argv[i], "--runs"))
			runs = strtoul(argv[i + 1], NULL, 0);
		else if (!strcmp(argv[i], "--seed"))
			seed = strtoul(argv[i + 1], NULL, 0);
	if (i >= argc) {
		fprintf(stderr,
			"usage: replay [--runs N] [--seed S] FILE...\n");
		return 2;
	}
	fprintf(tap, "1..%d\n", argc - i);
	for (; i < argc; i++) {
		const char *slash = strrchr(argv[i], '/');
		u32 size;
		const char *why = file_read(argv[i], &buffer, &room, &size);

		if (why) {
			fprintf(stderr, "replay: %s: %s\n", argv[i], why);
			return 2;
		}
		run_exact(buffer, size);
		run_mutations(buffer, size, seed, runs);
		fprintf(tap, "ok %d - %s, %lu mutations\n", ++n,
			slash ? slash + 1 : argv[i], runs);
		fflush(tap);
	}
	free(buffer);
	return 0;
}
