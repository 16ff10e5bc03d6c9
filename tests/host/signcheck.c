/* SPDX-License-Identifier: MIT */
/*
 * What the kernel's code for signatures says of files, a word a file.
 *
 * usage: signcheck [--key CERT]... [--revoked LIST] [--elf] FILE...
 *        signcheck [--key CERT]... --flip FILE
 *        signcheck [--key CERT]... --cert CERT...
 *   --key    a certificate in DER for .builtin_trusted_keys
 *   --elf    a signature in a section counts
 *   --flip   every bit of FILE in turn: how many of each verdict, and the
 *            lowest and highest byte
 *   --cert   adds each to .secondary_trusted_keys: the errno's name
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <stdlib.h>

#include "crypto/keyring.h"
#include "crypto/signature.h"
#include "dryrun.h"

const u8 builtin_certs[1], builtin_revoked[1];
extern const u8 builtin_certs_end[], builtin_revoked_end[];
const u8 builtin_certs_end[1], builtin_revoked_end[1];

static const char *const words[] = {
	[SIGNATURE_GOOD] = "good",
	[SIGNATURE_NONE] = "none",
	[SIGNATURE_UNSUPPORTED] = "unsupported",
	[SIGNATURE_NO_KEY] = "no_key",
	[SIGNATURE_TRAILER] = "trailer",
	[SIGNATURE_SECTION] = "section",
	[SIGNATURE_FORMAT] = "format",
	[SIGNATURE_MESSAGE] = "message",
	[SIGNATURE_CONTENT] = "content",
	[SIGNATURE_KIND] = "kind",
	[SIGNATURE_MISMATCH] = "mismatch",
	[SIGNATURE_REVOKED] = "revoked",
};

/* The file's bytes, exactly as many as there are, for the caller to free. */
static u8 *read_file(const char *path, u32 *size)
{
	FILE *f = fopen(path, "rb");
	u8 *data;
	long length;

	if (!f || fseek(f, 0, SEEK_END) || (length = ftell(f)) < 0) {
		perror(path);
		exit(2);
	}
	rewind(f);
	data = malloc(length ? length : 1);
	*size = length;
	if (!data || fread(data, 1, length, f) != (size_t)length) {
		perror(path);
		exit(2);
	}
	fclose(f);
	return data;
}

static int add(enum keyring ring, const char *path, const char **why)
{
	u32 size;
	u8 *data = read_file(path, &size);
	int serial = keyring_add(ring, data, size, NULL, why);

	free(data);
	return min(serial, 0);
}

static void check_file_at(const char *path, bool elf)
{
	struct signature s;
	u32 size;
	u8 *data = read_file(path, &size);

	signature_check(data, size, elf, &s);
	printf("%s %s\n", words[s.verdict], s.why ? s.why : "");
	free(data);
}

static void flip(const char *path, bool elf)
{
	u32 counts[ARRAY_SIZE(words)] = { 0 }, low[ARRAY_SIZE(words)] = { 0 };
	u32 high[ARRAY_SIZE(words)] = { 0 }, size;
	u8 *data = read_file(path, &size);

	for (u32 bit = 0; bit < size * 8; bit++) {
		struct signature s;

		data[bit / 8] ^= 1 << bit % 8;
		signature_check(data, size, elf, &s);
		data[bit / 8] ^= 1 << bit % 8;
		if (!counts[s.verdict]++)
			low[s.verdict] = bit / 8;
		high[s.verdict] = bit / 8;
	}
	for (u32 i = 0; i < ARRAY_SIZE(words); i++)
		if (counts[i])
			printf("%s %u %u %u\n", words[i], counts[i], low[i],
			       high[i]);
	free(data);
}

static void revoke(const char *path)
{
	u32 size, bad;
	u8 *data = read_file(path, &size);

	blacklist_add_list((const char *)data, size, &bad);
	free(data);
	if (bad) {
		fprintf(stderr, "%s: %u bad lines\n", path, bad);
		exit(2);
	}
}

int main(int argc, char **argv)
{
	bool elf = false, certs = false;
	const char *why = "";

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--elf")) {
			elf = true;
		} else if (!strcmp(argv[i], "--cert")) {
			certs = true;
		} else if (!strcmp(argv[i], "--key") && i + 1 < argc) {
			if (add(KEYRING_BUILTIN, argv[++i], &why)) {
				fprintf(stderr, "%s: %s\n", argv[i], why);
				return 2;
			}
		} else if (!strcmp(argv[i], "--revoked") && i + 1 < argc) {
			revoke(argv[++i]);
		} else if (!strcmp(argv[i], "--flip") && i + 1 < argc) {
			flip(argv[++i], elf);
		} else if (certs) {
			int err = add(KEYRING_SECONDARY, argv[i], &why);

			printf("%s %s\n", err ? errno_name(err) : "added",
			       err ? why : "");
		} else {
			check_file_at(argv[i], elf);
		}
	}
	return 0;
}
