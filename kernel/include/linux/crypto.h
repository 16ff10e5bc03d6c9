/* SPDX-License-Identifier: MIT */
/*
 * What requests of ciphers share: their flags, and waiting for one. Here each
 * is done when the call that began it returns.
 *
 * Context: any.
 * Linux: Documentation/crypto/architecture.rst
 */
#ifndef _LINUX_CRYPTO_H
#define _LINUX_CRYPTO_H

#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/types.h>

#define CRYPTO_MAX_ALG_NAME 128
#define CRYPTO_ALG_ASYNC 0x80 /* as @mask: none of those, which none is */
#define CRYPTO_TFM_REQ_FORBID_WEAK_KEYS 0x100
#define CRYPTO_TFM_REQ_MAY_SLEEP 0x200
#define CRYPTO_TFM_REQ_MAY_BACKLOG 0x400

typedef void (*crypto_completion_t)(void *data, int err);

/* Whom a request belongs to. */
struct crypto_async_request {
	crypto_completion_t complete; /* never called: nothing is left to wait */
	void *data;
	void *tfm;
	u32 flags; /* CRYPTO_TFM_REQ_ */
};

/* A request that is waited for: crypto_req_done() is its completion. */
struct crypto_wait {
	struct completion completion;
	int err;
};

#define DECLARE_CRYPTO_WAIT(_wait)                                    \
	struct crypto_wait _wait = {                                  \
		COMPLETION_INITIALIZER_ONSTACK((_wait).completion), 0 \
	}

static inline void crypto_init_wait(struct crypto_wait *wait)
{
	init_completion(&wait->completion);
}

/* The completion of a request whose data is a struct crypto_wait. */
void crypto_req_done(void *data, int err);

/* What the call returned that began the request, or what it ended with. */
static inline int crypto_wait_req(int err, struct crypto_wait *wait)
{
	if (err == -EINPROGRESS || err == -EBUSY) {
		wait_for_completion(&wait->completion);
		reinit_completion(&wait->completion);
		err = wait->err;
	}
	return err;
}

/* Whether there is an algorithm of that name, of any kind. */
int crypto_has_alg(const char *name, u32 type, u32 mask);

#endif
