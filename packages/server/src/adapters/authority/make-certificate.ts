import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import type { GeneralName } from '@peculiar/asn1-x509';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

const COMMON_NAME = '2.5.4.3';
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';

export interface Issuer {
  readonly commonName: string;
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
}

export interface CertificateWish {
  readonly commonName: string;
  readonly from: Date;
  readonly to: Date;
  /** Who vouches; without one it vouches for itself. */
  readonly issuer?: Issuer;
  /** What a server is reached by. */
  readonly names?: readonly GeneralName[];
  /** For an authority: nothing outside these counts when it vouches for it. Empty: for anything. */
  readonly vouchesOnlyFor?: readonly GeneralName[];
}

export interface MadeCertificate {
  readonly cert: string;
  readonly key: string;
}

/** An X.509 certificate with a key of its own: P-256, the one curve that every phone takes. */
export function makeCertificate(wish: CertificateWish): MadeCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = wish.issuer ?? { commonName: wish.commonName, key: privateKey, publicKey };
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const content = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: nameOf(issuer.commonName),
    subject: nameOf(wish.commonName),
    validity: new Validity({ notBefore: wish.from, notAfter: wish.to }),
    subjectPublicKeyInfo: AsnConvert.parse(spki(publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions(extensionsOf(wish, publicKey, issuer.publicKey)),
  });
  const signed = Buffer.from(AsnConvert.serialize(content));
  const der = AsnConvert.serialize(
    new Certificate({
      tbsCertificate: content,
      signatureAlgorithm: algorithm,
      signatureValue: bytes(sign('sha256', signed, issuer.key)),
    }),
  );
  return {
    cert: pem(Buffer.from(der)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function extensionsOf(wish: CertificateWish, own: KeyObject, issuer: KeyObject): Extension[] {
  const { names, vouchesOnlyFor: only } = wish;
  const isAuthority = only !== undefined;
  const usage =
    (isAuthority ? KeyUsageFlags.keyCertSign : 0) |
    (names === undefined ? 0 : KeyUsageFlags.digitalSignature);
  return [
    // It signs servers and nothing below them.
    critical(
      id_ce_basicConstraints,
      isAuthority ? new BasicConstraints({ cA: true, pathLenConstraint: 0 }) : new BasicConstraints(),
    ),
    critical(id_ce_keyUsage, new KeyUsage(usage)),
    plain(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(own))),
    plain(
      id_ce_authorityKeyIdentifier,
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId(issuer)) }),
    ),
    ...(isAuthority && only.length > 0
      ? [
          critical(
            id_ce_nameConstraints,
            new NameConstraints({
              permittedSubtrees: new GeneralSubtrees(only.map((base) => new GeneralSubtree({ base }))),
            }),
          ),
        ]
      : []),
    ...(names === undefined
      ? []
      : [
          plain(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
          plain(id_ce_subjectAltName, new SubjectAlternativeName([...names])),
        ]),
  ];
}

function critical(extnID: string, value: object): Extension {
  return new Extension({ extnID, critical: true, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

function plain(extnID: string, value: object): Extension {
  return new Extension({ extnID, critical: false, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

function nameOf(commonName: string): Name {
  const value = new AttributeValue({ utf8String: commonName });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])]);
}

/** 126 bits of chance; the first ones make it a positive number of full length. */
function serialNumber(): ArrayBuffer {
  const number = randomBytes(16);
  number.writeUInt8((number.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes(number);
}

function keyId(key: KeyObject): ArrayBuffer {
  return bytes(createHash('sha256').update(spki(key)).digest().subarray(0, 20));
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

function bytes(buffer: Buffer): ArrayBuffer {
  return Uint8Array.from(buffer).buffer;
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
