export interface TrustFacts {
  /** Where the page about trusting is, without https. */
  readonly pageUrl: string;
  /** Where the server itself is. */
  readonly serverUrls: readonly string[];
  /** SHA-256, as devices show it. */
  readonly fingerprint: string;
  /** Folder with the authority's key. */
  readonly keyFolder: string;
}

export const STEPS = [
  {
    device: 'Android',
    steps:
      'Download the certificate. Settings > Security > More security settings > Encryption and credentials > Install a certificate > CA certificate, and choose the file. The phone wants a screen lock for that. To compare: Trusted credentials > User.',
  },
  {
    device: 'iPhone, iPad',
    steps:
      'Open this page in Safari and download the certificate. Settings > Profile downloaded > Install. Then Settings > General > About > Certificate trust settings, and switch it on: without that second step nothing is trusted.',
  },
  {
    device: 'Windows',
    steps:
      'Open the downloaded file > Install certificate > Local machine > Place in: Trusted root certification authorities.',
  },
  {
    device: 'Mac',
    steps: 'Open the downloaded file with Keychain Access, open it there, and set Trust to Always trust.',
  },
  {
    device: 'Linux; Firefox anywhere',
    steps:
      'In the browser’s settings, search for Certificates, then Authorities > Import, and trust it for websites.',
  },
] as const;

export const MEANING =
  'Trusting it means: whoever has its key can pose, towards that device, as any server of a private network (addresses like 192.168.… and names that end in .local, .lan, .internal or .home.arpa), and as nothing on the internet.';

/** What the operator is told when the server starts. */
export function trustLines({ pageUrl, serverUrls, fingerprint, keyFolder }: TrustFacts): string[] {
  return [
    ...(serverUrls.length > 1 ? [`Also at ${serverUrls.slice(1).join(', ')}.`] : []),
    `A phone or laptop trusts this server once it trusts its authority. Open ${pageUrl} on it and follow the steps there.`,
    'Before you accept, compare the fingerprint (SHA-256) that the device shows with this one, and not with what the page says:',
    `  ${fingerprint}`,
    ...STEPS.map(({ device, steps }) => `  ${device}: ${steps}`),
    MEANING,
    `The key is in ${keyFolder}. Keep it as you keep the database; to take the trust back, remove the authority from the device.`,
  ];
}
