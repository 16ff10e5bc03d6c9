# SPDX-License-Identifier: MIT
# BearSSL for the kernel, as $(O)/libbearssl.a: what verifies RSA (PKCS #1) and
# ECDSA (P-256, P-384, P-521) signatures, SHA-1 and the SHA-2 family, AES, and
# the X.509 decoder. The kernel's compiler, flags and calling convention; no
# processor's extensions; no floating point. The Makefile includes it.
#
#   make bearssl               fetches the sources, and builds
#   make bearssl BEARSSL=dir   builds the sources in a folder

BEARSSL ?=
bearssl_src := $(if $(BEARSSL),$(abspath $(BEARSSL)),$(O)/bearssl)

bearssl_files := \
	codec/ccopy codec/dec32be codec/dec32le codec/dec64be codec/enc32be \
	codec/enc32le codec/enc64be \
	ec/ec_p256_m31 ec/ec_prime_i31 ec/ec_secp256r1 ec/ec_secp384r1 ec/ec_secp521r1 \
	ec/ecdsa_atr ec/ecdsa_i31_bits ec/ecdsa_i31_vrfy_asn1 \
	ec/ecdsa_i31_vrfy_raw \
	hash/md5 hash/sha1 hash/sha2big hash/sha2small \
	int/i31_add int/i31_bitlen int/i31_decmod int/i31_decode \
	int/i31_encode int/i31_fmont int/i31_iszero int/i31_modpow \
	int/i31_modpow2 int/i31_montmul int/i31_muladd int/i31_ninv31 \
	int/i31_rshift int/i31_sub int/i31_tmont int/i32_div32 \
	rsa/rsa_i31_pkcs1_vrfy rsa/rsa_i31_pub rsa/rsa_pkcs1_sig_unpad \
	symcipher/aes_big_dec symcipher/aes_big_enc symcipher/aes_common \
	x509/x509_decoder
bearssl_objects := $(bearssl_files:%=$(O)/libbearssl/%.o)

# tools/bearssl stands for the C library and the compiler's own headers.
bearssl_cflags = $(common_cflags) \
	$(bearssl_headers) \
	-O3 -fomit-frame-pointer \
	-Wall -Wextra \
	-Wno-unused-parameter -Werror
# Where unrolled loops pay: docs/costs.md has the figures.
$(O)/libbearssl/hash/%.o $(O)/libbearssl/ec/ec_p256_m31.o: \
	private bearssl_cflags += -funroll-loops
bearssl_headers = -isystem $(top)/tools/bearssl -isystem $(bearssl_src)/inc \
	-isystem $(bearssl_src)/src -DBR_i386=0 -DBR_amd64=0 -DBR_USE_UNIX_TIME=0 \
	-DBR_USE_URANDOM=0 -ffile-prefix-map=$(bearssl_src)/=bearssl/

# All that the library may ask of the kernel.
bearssl_needs := memcmp memcpy memmove memset strlen

.PHONY: bearssl bearssl-sources
bearssl: $(O)/libbearssl.a
bearssl-sources: $(bearssl_src)/inc/bearssl.h

# The kernel's files that call it, and where RSA spends its time.
bearssl_users := $(O)/kernel/crypto/rsa.o $(O)/kernel/crypto/shash.o \
	$(O)/kernel/crypto/skcipher.o $(O)/kernel/crypto/verify.o
$(bearssl_users): $(bearssl_src)/inc/bearssl.h \
		$(O)/libbearssl/flags $(top)/tools/bearssl.mk
$(bearssl_users): private KERNEL_CFLAGS += $(bearssl_headers)
$(O)/kernel/crypto/rsa.o: private KERNEL_CFLAGS += -O3 -fomit-frame-pointer \
	-funroll-loops

ifeq ($(BEARSSL),)
$(bearssl_src)/inc/bearssl.h: | $(top)/tools/fetch-bearssl
	@mkdir -p $(O)
	$(call quiet,FETCH,$(bearssl_src))
	$(Q)$(top)/tools/fetch-bearssl $(bearssl_src)
	@touch $@
endif

# Another folder of sources is another library.
$(O)/libbearssl/flags: $(O)/flags FORCE
	@mkdir -p $(@D)
	@echo '$(bearssl_src)' | cmp -s - $@ || echo '$(bearssl_src)' > $@

$(bearssl_objects): $(O)/libbearssl/%.o: $(bearssl_src)/inc/bearssl.h \
		$(O)/libbearssl/flags $(O)/flags \
		$(wildcard $(top)/tools/bearssl/*.h) $(top)/tools/bearssl.mk
	@mkdir -p $(@D)
	$(call quiet,CC,$@)
	$(Q)$(KCC) $(bearssl_cflags) -c $(bearssl_src)/src/$*.c -o $@

# Linked into one object first, so that what is missing shows here and not in
# the kernel.
$(O)/libbearssl.a: $(bearssl_objects)
	$(call quiet,AR,$@)
	$(Q)$(LD) -m elf_i386 -r -o $(O)/libbearssl/all.o $^
	$(Q)missing=$$($(NM) -u $(O)/libbearssl/all.o | awk '{ print $$2 }' | \
		grep -vxF $(bearssl_needs:%=-e %)); \
	if [[ -n $$missing ]]; then \
		echo "libbearssl.a: the kernel doesn't have" $$missing >&2; \
		exit 1; \
	fi
	$(Q)rm -f $@ && $(AR) rcsD $@ $^
