/* SPDX-License-Identifier: MIT */
/*
 * Stage admit, the signature: who vouches for the file? It comes before
 * anything of the module is parsed, and what has been verified is what the
 * later stages see. kernel/crypto/ judges the signature; here is the policy,
 * which can be raised and never lowered.
 *
 *   none     signatures are not looked at
 *   warning  unsigned, by a key or an algorithm not known: loads, taint E
 *   enforce  only what a trusted key has signed
 *
 * Under every policy but none a signature that is broken refuses the load.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/panic.h>
#include <linux/security.h>
#include <linux/string.h>

#include "../crypto/signature.h"
#include "../module.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX "module."

enum policy { POLICY_NONE, POLICY_WARNING, POLICY_ENFORCE };
static const char *const policy_names[] = { "none", "warning", "enforce" };

/* Set by the command line, which alone may choose less than the default. */
#ifdef CONFIG_MODULE_SIG_FORCE
static enum policy policy = POLICY_ENFORCE;
static bool policy_may_fall;
#else
static enum policy policy = POLICY_WARNING;
static bool policy_may_fall = true;
#endif

static int raise_policy(enum policy wanted)
{
	if (wanted < policy && !policy_may_fall)
		return -EROFS;
	policy = wanted;
	return 0;
}

static int set_policy(const char *val, const struct kernel_param *kp)
{
	int wanted = sysfs_match_string(policy_names, val);

	return wanted < 0 ? wanted : raise_policy(wanted);
}

static int get_policy(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%s\n", policy_names[policy]);
}

static const struct kernel_param_ops policy_ops = { .set = set_policy,
						    .get = get_policy };
module_param_cb(policy, &policy_ops, NULL, 0644);

bool is_module_sig_enforced(void)
{
	return policy == POLICY_ENFORCE;
}
EXPORT_SYMBOL(is_module_sig_enforced);

void set_module_sig_enforced(void)
{
	raise_policy(POLICY_ENFORCE);
}

/* Linux's switch: sig_enforce=1 raises; 0 never lowers. */
static int set_enforce(const char *val, const struct kernel_param *kp)
{
	bool on = true;
	int err = val ? kstrtobool(val, &on) : 0;

	if (!err && on)
		set_module_sig_enforced();
	return !err && !on && is_module_sig_enforced() ? -EROFS : err;
}

static int get_enforce(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", is_module_sig_enforced() ? 'Y' : 'N');
}

static const struct kernel_param_ops enforce_ops = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = set_enforce,
	.get = get_enforce,
};
module_param_cb(sig_enforce, &enforce_ops, NULL, 0644);

/* `module.unsigned=panic`: so ends a boot that meets an unsigned module. */
static char *on_unsigned;
module_param_named(unsigned, on_unsigned, charp, 0444);

/* The rule of each verdict. */
static const struct answer {
	const char *rule;
	const char *reason; /* Linux's word; NULL: refused by every policy */
} answers[] = {
	[SIGNATURE_GOOD] = { NULL, NULL },
	[SIGNATURE_NONE] = { "admit.sig_missing", "unsigned module" },
	[SIGNATURE_UNSUPPORTED] = { "admit.sig_unsupported",
				    "module with unsupported crypto" },
	[SIGNATURE_NO_KEY] = { "admit.sig_no_key",
			       "module with unavailable key" },
	[SIGNATURE_TRAILER] = { "admit.sig_trailer", NULL },
	[SIGNATURE_SECTION] = { "admit.sig_section", NULL },
	[SIGNATURE_FORMAT] = { "admit.sig_format", NULL },
	[SIGNATURE_MESSAGE] = { "admit.sig_message", NULL },
	[SIGNATURE_CONTENT] = { "admit.sig_content", NULL },
	[SIGNATURE_KIND] = { "admit.sig_kind", NULL },
	[SIGNATURE_MISMATCH] = { "admit.sig_mismatch", NULL },
	[SIGNATURE_REVOKED] = { "admit.sig_revoked", NULL },
};

/* Linux's own lines about the signature's frame. */
static void tell_frame(struct load *l, const struct signature *s)
{
	if (s->bad_id_type)
		load_err(l, "module: not signed with expected PKCS#7 message");
	if (s->bad_fields)
		load_err(l,
			 "module: PKCS#7 signature info has unexpected non-zero params");
}

/* Nobody that is trusted has signed it: what the policy says to that. */
static int admit_unsigned(struct load *l, const struct answer *a,
			  const char *why)
{
	if (!boot_loads_done && on_unsigned && !strcmp(on_unsigned, "panic"))
		panic("%s is an %s: module.unsigned=panic", l->name, a->reason);
	if (policy == POLICY_ENFORCE) {
		load_err(l, "Loading of %s is rejected", a->reason);
		return refuse(l, -EKEYREJECTED, a->rule, "%s", why);
	}
	if (security_locked_down(LOCKDOWN_MODULE_SIGNATURE))
		return refuse(l, -EPERM, "admit.sig_lockdown", "%s", why);
	l->taints |= 1ul << TAINT_UNSIGNED_MODULE;
	return 0;
}

int admit_signature(struct load *l)
{
	const u32 ignore = MODULE_INIT_IGNORE_MODVERSIONS |
			   MODULE_INIT_IGNORE_VERMAGIC;
	const u32 size = l->size;
	const struct answer *a;
	struct signature s = { .verdict = SIGNATURE_NONE };
	int err;

	if (policy == POLICY_NONE && !kernel_locked_down)
		return 0;
	if (l->flags & ignore) {
		s.why = "a load that ignores versions ignores its signature";
	} else {
		signature_check(l->file, size, true, &s);
		l->size = s.content.size;
	}
	if (s.verdict == SIGNATURE_GOOD)
		return 0;
	a = &answers[s.verdict];
	tell_frame(l, &s);
	err = a->reason ? admit_unsigned(l, a, s.why) :
			  refuse(l, signature_errno(s.verdict), a->rule, "%s",
				 s.why);
	if (err)
		refuse_signature_more(l, &s, size);
	return err;
}

void signatures_init(void)
{
	policy_may_fall = false;
}
