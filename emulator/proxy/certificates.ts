// Creates the certificates with which the proxy answers as Wix's hosts: an authority of this machine, which a program is told
// to trust, and a certificate for each host, signed by it.

// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 needs what it adds to Reflect
import 'reflect-metadata';
import { createPrivateKey, X509Certificate as NodeCertificate, type webcrypto } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** Certificates for Wix's hosts. */
export interface Certificates {
  /** The file with the authority's certificate, in PEM. A program that uses the proxy must trust it. */
  readonly file: string;
  /** Returns the TLS settings with a certificate for a host. */
  contextFor(host: string): Promise<SecureContext>;
}

interface Authority {
  readonly certificate: X509Certificate;
  readonly privateKey: webcrypto.CryptoKey;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** How long an authority is valid. */
const AUTHORITY_DAYS = 365;
/** An authority that ends sooner is replaced at the start of the proxy. Certificates of hosts are valid as long. */
const HOST_DAYS = 30;
/** How many hosts' certificates are kept in memory. */
const MAX_HOSTS = 100;
/** The domains that the authority can certify. */
const DOMAINS = ['wixapis.com', 'wix.com'];

/**
 * Opens the authority in a folder, or creates one on the first use: `ca.pem`, and `ca-key.pem`, which only this user can
 * read. An authority that ends within 30 days, or that cannot be read, is replaced.
 */
export async function openCertificates(folder: string): Promise<Certificates> {
  const file = join(folder, 'ca.pem');
  const authority = await openAuthority(file, join(folder, 'ca-key.pem'));
  const contexts = new Map<string, Promise<SecureContext>>();
  return {
    file,
    contextFor(host) {
      let context = contexts.get(host);
      if (!context) {
        if (contexts.size >= MAX_HOSTS) contexts.clear();
        context = createContext(authority, host);
        contexts.set(host, context);
      }
      return context;
    },
  };
}

async function openAuthority(file: string, keyFile: string): Promise<Authority> {
  if (existsSync(file) && existsSync(keyFile)) {
    chmodSync(keyFile, 0o600);
    try {
      const authority = await readAuthority(
        readFileSync(file, 'utf8'),
        readFileSync(keyFile, 'utf8'),
      );
      const isFresh = authority.certificate.notAfter.getTime() > Date.now() + HOST_DAYS * DAY_MS;
      if (isFresh) return authority;
    } catch {
      // A file that was damaged or written by another version: replaced below.
    }
  }
  const { certificate, pem, privateKey } = await createAuthority();
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  replaceFile(keyFile, pem, 0o600);
  replaceFile(file, certificate.toString('pem'), 0o644);
  return { certificate, privateKey };
}

/** @throws {Error} if the files are not a certificate and its key */
async function readAuthority(certificatePem: string, keyPem: string): Promise<Authority> {
  const certificate = new X509Certificate(certificatePem);
  const [encoded] = PemConverter.decode(keyPem);
  if (!encoded) throw new Error('Failed to read the key of the authority');
  const privateKey = await crypto.subtle.importKey('pkcs8', encoded, ALGORITHM, false, ['sign']);
  // A key of another certificate would sign certificates that no program accepts.
  if (!new NodeCertificate(certificatePem).checkPrivateKey(createPrivateKey(keyPem))) {
    throw new Error('Failed to read the authority: the key is not that of the certificate');
  }
  return { certificate, privateKey };
}

async function createAuthority(): Promise<Authority & { readonly pem: string }> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Wix emulator (this machine only)',
    ...validFor(AUTHORITY_DAYS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new Extension(NAME_CONSTRAINTS, true, encodeNameConstraints(DOMAINS)),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pem = PemConverter.encode(
    await crypto.subtle.exportKey('pkcs8', keys.privateKey),
    PemConverter.PrivateKeyTag,
  );
  return { certificate, privateKey: keys.privateKey, pem };
}

async function createContext(authority: Authority, host: string): Promise<SecureContext> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    subject: 'CN=Wix emulator',
    issuer: authority.certificate.subject,
    ...validFor(HOST_DAYS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: authority.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
      await AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return createSecureContext({
    cert: `${certificate.toString('pem')}\n${authority.certificate.toString('pem')}`,
    key: PemConverter.encode(key, PemConverter.PrivateKeyTag),
  });
}

/** A certificate is valid from the day before, for clocks that differ. */
function validFor(days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + days * DAY_MS) };
}

/** Writes a file at once: another process sees the former content or the new one. */
function replaceFile(file: string, content: string, mode: number): void {
  const temporary = `${file}.${String(process.pid)}`;
  writeFileSync(temporary, content, { mode });
  renameSync(temporary, file);
}

/** The extension that limits an authority to names. @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10 */
const NAME_CONSTRAINTS = '2.5.29.30';

/** Encodes name constraints in DER: the domains and their subdomains are permitted, all IP addresses are excluded. */
function encodeNameConstraints(domains: readonly string[]): Uint8Array<ArrayBuffer> {
  const toDer = (tag: number, content: Buffer): Buffer =>
    Buffer.concat([Buffer.from([tag, content.length]), content]);
  const subtree = (tag: number, name: Buffer): Buffer => toDer(0x30, toDer(tag, name));
  const permitted = domains.map((domain) => subtree(0x82, Buffer.from(domain, 'ascii')));
  const excluded = [8, 32].map((length) => subtree(0x87, Buffer.alloc(length)));
  const content = [toDer(0xa0, Buffer.concat(permitted)), toDer(0xa1, Buffer.concat(excluded))];
  return new Uint8Array(toDer(0x30, Buffer.concat(content)));
}
