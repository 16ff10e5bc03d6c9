# SPDX-License-Identifier: MIT
# Keys and signatures, by OpenSSL: docs/signing.md. The Makefile includes it.
#
#   make keys            which keys the kernel has, and where
#   make forget-key      takes the private key out: the build signs no more
#
#   KEYS=folder          where the keys are ($(O)/certs)
#   KEY=, HASH=          what a new key is, and what modules are hashed by
#   TRUSTED_KEYS="a.pem b.pem"   certificates that the kernel trusts beside it
#   REVOKED=file         what it does not: bin:, tbs: and key: lines
#   SIG_FORCE=1, SHA1=1  the kernel enforces; it accepts SHA-1
#   SIGN_INITRAMFS=1     signs the initramfs too, for initramfs.verify=1

KEYS ?= $(O)/certs
KEY ?= rsa4096
HASH ?= sha512
TRUSTED_KEYS ?=
REVOKED ?=
SIGN_INITRAMFS ?=
SIGN_CONFIG ?= $(top)/tools/certs/x509.genkey

keys := $(abspath $(KEYS))
sign_key := $(keys)/signing_key.pem
sign_cert := $(keys)/signing_key.x509
key_kinds := rsa2048 rsa3072 rsa4096 p256 p384
key_options = $(if $(filter rsa%,$(KEY)),-newkey rsa:$(KEY:rsa%=%),-newkey ec \
	-pkeyopt ec_paramgen_curve:$(KEY:p%=P-%) -pkeyopt ec_param_enc:named_curve)

ifeq ($(filter $(KEY),$(key_kinds)),)
$(error KEY=$(KEY): it is one of $(key_kinds))
endif
ifeq ($(filter $(HASH),sha224 sha256 sha384 sha512),)
$(error HASH=$(HASH): it is sha224, sha256, sha384 or sha512)
endif

# What signs a module behind these words; nothing once the key is forgotten.
SIGN = $(if $(wildcard $(sign_key)),$(top)/tools/sign-file $(HASH) \
	$(sign_key) $(sign_cert))

# The certificate tells whether there was a key: it stays when that goes.
$(sign_cert):
	@mkdir -p $(@D)
	$(call quiet,KEY,$(sign_key))
	$(Q)umask 077 && openssl req -new -x509 -nodes -utf8 -batch -days 36500 \
		-$(if $(filter sha224,$(HASH)),sha256,$(HASH)) -config $(SIGN_CONFIG) $(key_options) \
		-keyout $(sign_key).new -out $(keys)/certificate.pem \
		2>$(keys)/log || { cat $(keys)/log >&2; exit 1; }
	$(Q)cat $(keys)/certificate.pem >> $(sign_key).new
	$(Q)openssl x509 -in $(keys)/certificate.pem -outform DER -out $@
	$(Q)mv $(sign_key).new $(sign_key) && rm -f $(keys)/certificate.pem $(keys)/log

# What the kernel has in it, written only when it changes.
$(O)/certs/builtin.der: $(sign_cert) $(TRUSTED_KEYS) FORCE
	@mkdir -p $(@D)
	$(Q)$(top)/tools/certs/collect $(sign_cert) $(TRUSTED_KEYS) > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(O)/certs/revoked: $(REVOKED) FORCE
	@mkdir -p $(@D)
	@cat /dev/null $(REVOKED) | cmp -s - $@ || cat /dev/null $(REVOKED) > $@

$(O)/kernel/crypto/certs.o: $(O)/certs/builtin.der $(O)/certs/revoked
$(O)/kernel/crypto/certs.o: private KERNEL_CFLAGS += -I $(O)

.PHONY: keys forget-key
keys: $(O)/certs/builtin.der
	$(Q)$(top)/tools/certs/show $(O)/certs/builtin.der $(sign_key)

forget-key:
	$(Q)if [[ -f $(sign_key) ]]; then \
		shred -u $(sign_key) && echo "The private key is gone: $(sign_key)"; \
	else echo "There is no private key: $(sign_key)"; fi
	$(Q)rm -rf $(O)/signed
	@echo "The kernel goes on trusting its certificate; the build signs nothing."
