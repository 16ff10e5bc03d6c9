/* SPDX-License-Identifier: MIT */
/* Whole files into memory that is used again from file to file. */
#include <linux/minmax.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dryrun.h"

#define ROOM_MIN 65536

static const char too_large[] =
	"it has 4 GiB or more, and no 32-bit object has";

static const char *make_room(u8 **buffer, size_t *room, size_t wanted)
{
	u8 *larger;

	if (wanted <= *room)
		return NULL;
	if (wanted < *room * 2)
		wanted = *room * 2;
	larger = realloc(*buffer, wanted);
	if (!larger)
		return "out of memory";
	*buffer = larger;
	*room = wanted;
	return NULL;
}

/* @expected bytes at once, and then whatever more there is. */
static const char *read_all(int fd, size_t expected, u8 **buffer, size_t *room,
			    u32 *size)
{
	size_t done = 0;

	for (;;) {
		size_t wanted = done < expected ? expected + 1 : done + 1;
		const char *why =
			make_room(buffer, room, max(wanted, (size_t)ROOM_MIN));
		ssize_t n;

		if (why)
			return why;
		n = read(fd, *buffer + done, *room - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return strerror(errno);
		done += n;
		if (done > UINT32_MAX)
			return too_large;
		*size = done;
		if (!n)
			return NULL;
	}
}

const char *file_read(const char *path, u8 **buffer, size_t *room, u32 *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const char *why = NULL;
	struct stat st;

	if (fd < 0)
		return strerror(errno);
	if (fstat(fd, &st))
		why = strerror(errno);
	else if (S_ISDIR(st.st_mode))
		why = strerror(EISDIR);
	else if (S_ISREG(st.st_mode) && st.st_size > UINT32_MAX)
		why = too_large;
	else
		why = read_all(fd, S_ISREG(st.st_mode) ? st.st_size : 0, buffer,
			       room, size);
	close(fd);
	return why;
}
