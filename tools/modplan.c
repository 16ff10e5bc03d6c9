/* SPDX-License-Identifier: MIT */
/*
 * modplan: would it load, where, and linked with what? The loader's own core
 * over files on the host, without the commit.
 */
#include <asm/page.h>
#include <errno.h>
#include <getopt.h>
#include <linux/kernel.h>
#include <malloc.h>
#include <stdlib.h>

#include "plan.h"

static const char usage[] =
	"usage: modplan [OPTION]... FILE.ko...\n"
	"A dry run of the kernel's module loader: prints where each file's sections\n"
	"would lie and who answers its symbols, or why it would be refused.\n"
	"\n"
	"  --symvers FILE    take the exports from FILE, a Module.symvers (repeatable).\n"
	"                    It has no addresses: exports get some, 16 bytes apart,\n"
	"                    from 0xc0200000 on\n"
	"  --undefined ADDR  answer every other symbol with ADDR, weak ones too\n"
	"  --base ADDR       place the regions from ADDR on, a multiple of 4096\n"
	"                    (default 0xf0000000)\n"
	"  --foreign         another kernel's module, or any i386 object: leave out\n"
	"                    what only this kernel's modules have (version magic,\n"
	"                    struct module, records of exports and parameters)\n"
	"  --dump OUT        write the relocated image of the one FILE to OUT: memory\n"
	"                    from the lowest region's address to the highest's end,\n"
	"                    zeros between regions\n"
	"  --json            print one JSON object a file, each on a line\n"
	"  -v, --verbose     add each relocation and the sections that are not loaded\n"
	"  -q, --quiet       print nothing but the verdicts\n"
	"  -h, --help        print this, and stop\n"
	"\n"
	"Each file stands alone: what it would export serves no other; give the\n"
	"Module.symvers that names such exports. ADDR is hexadecimal with 0x, or\n"
	"decimal. Exit status: 0 all loadable, 1 one refused, 2 one could not be read\n"
	"or the usage is wrong.\n";

enum { LOADABLE, REFUSED, UNREADABLE };

struct options {
	struct dry_run run;
	bool foreign, json, verbose, quiet;
	const char *dump;
};

static int complain(const char *what, const char *why)
{
	fprintf(stderr, "modplan: %s: %s\n", what, why);
	return UNREADABLE;
}

static bool address_of(const char *text, u32 *address)
{
	char *end;
	unsigned long long value;

	errno = 0;
	value = strtoull(text, &end, 0);
	*address = value;
	return *text != '-' && end != text && !*end && !errno &&
	       value <= UINT32_MAX;
}

static bool set_undefined(struct options *o, const char *text)
{
	o->run.answers_all = true;
	if (address_of(text, &o->run.answer))
		return true;
	complain(text, "no address below 4 GiB: give one like 0xc0100000");
	return false;
}

static bool set_base(struct options *o, const char *text)
{
	if (address_of(text, &o->run.base) && !(o->run.base % PAGE_SIZE))
		return true;
	complain(text,
		 "no multiple of 4096 below 4 GiB: give one like 0xf0000000");
	return false;
}

/* -1: go on with the files; else the exit status. */
static int parse_options(int argc, char **argv, struct options *o)
{
	static const struct option names[] = {
		{ "symvers", required_argument, NULL, 's' },
		{ "undefined", required_argument, NULL, 'u' },
		{ "base", required_argument, NULL, 'b' },
		{ "foreign", no_argument, NULL, 'f' },
		{ "dump", required_argument, NULL, 'd' },
		{ "json", no_argument, NULL, 'j' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	bool fine = true;
	int c;

	opterr = 0;
	while (fine && (c = getopt_long(argc, argv, "vqh", names, NULL)) != -1)
		switch (c) {
		case 's':
			fine = !symvers_read(optarg);
			break;
		case 'u':
			fine = set_undefined(o, optarg);
			break;
		case 'b':
			fine = set_base(o, optarg);
			break;
		case 'f':
			o->foreign = true;
			break;
		case 'd':
			o->dump = optarg;
			break;
		case 'j':
			o->json = true;
			break;
		case 'v':
			o->verbose = true;
			break;
		case 'q':
			o->quiet = true;
			break;
		case 'h':
			fputs(usage, stdout);
			return LOADABLE;
		default:
			return complain(argv[optind - 1],
					"no such option, or it lacks its value: see modplan --help");
		}
	if (!fine)
		return UNREADABLE;
	if (optind == argc)
		return complain("no FILE", "modplan --help tells the usage");
	if (o->dump && argc - optind != 1)
		return complain("--dump", "it takes exactly one FILE");
	return -1;
}

static int report(const struct options *o, const struct plan *p)
{
	const char *why;

	if (o->json)
		plan_print_json(p);
	else
		plan_print_text(p);
	if (p->err || !o->dump)
		return p->err ? REFUSED : LOADABLE;
	why = plan_dump(p->load, o->dump);
	return why ? complain(o->dump, why) : LOADABLE;
}

/* A file's name is its module's until the module tells another. */
static void name_after(struct load *l, const char *path)
{
	const char *slash = strrchr(path, '/');

	snprintf(l->name, sizeof(l->name), "%s", slash ? slash + 1 : path);
	l->name[strcspn(l->name, ".")] = '\0';
}

static int plan_bytes(const struct options *o, struct plan *p, const u8 *bytes,
		      u32 size)
{
	struct load l = {
		.file = bytes,
		.size = size,
		.args = "",
		.foreign = o->foreign,
		.watch = o->quiet   ? NULL :
			 o->verbose ? &plan_watch_verbose :
				      &plan_watch,
		.watch_arg = p,
	};
	int status;

	name_after(&l, p->file);
	log_clear();
	p->load = &l;
	p->symbol_count = p->relocation_count = 0;
	p->err = dry_run(&l, &o->run, &p->stage);
	if (p->out_of_memory)
		status = complain(p->file, "out of memory for its plan");
	else
		status = report(o, p);
	load_release(&l);
	p->load = NULL;
	return status;
}

static int plan_files(const struct options *o, char **files)
{
	struct plan p = { .verbose = o->verbose, .quiet = o->quiet };
	u8 *buffer = NULL;
	size_t room = 0;
	int worst = LOADABLE;

	for (; *files; files++) {
		u32 size;
		const char *why = file_read(*files, &buffer, &room, &size);
		int status;

		p.file = *files;
		if (!why)
			status = plan_bytes(o, &p, buffer, size);
		else
			status = complain(*files, why);
		if (why && o->json)
			plan_print_unreadable(*files, why);
		worst = max(worst, status);
	}
	plan_free(&p);
	free(buffer);
	return worst;
}

int main(int argc, char **argv)
{
	struct options o = { .run.base = ARENA_START };
	int status;

	/* Memory goes from module to module without a detour by the system. */
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	status = parse_options(argc, argv, &o);
	if (status < 0)
		status = plan_files(&o, argv + optind);
	symvers_free();
	log_free();
	if (fflush(stdout) || ferror(stdout))
		status = complain("standard output", "could not be written");
	return status;
}
