/** The look of the page: the product's own colours and letters, light or dark as the device is. */
export const DOCS_STYLE = `
:root{color-scheme:light;--canvas:#f3f4f1;--surface:#fff;--sunken:#e9ebe6;--ink:#12162a;--ink-2:#474c61;--ink-3:#5f6478;--line:#d6d9d2;
--phone:#3a44b4;--send:#00667a;--office:#17693a;--needs:#b4231a;--mono:ui-monospace,"Roboto Mono","SF Mono","Cascadia Mono",Menlo,Consolas,monospace}
@media (prefers-color-scheme:dark){:root{color-scheme:dark;--canvas:#0e111e;--surface:#171b2b;--sunken:#0a0c16;--ink:#f1f2f7;--ink-2:#b9bed0;
--ink-3:#969cb3;--line:#2b3046;--phone:#a9b2ff;--send:#5fd3e6;--office:#72d695;--needs:#ff9b8c}}
*{box-sizing:border-box}
html{scroll-padding-top:16px}
body{margin:0;background:var(--canvas);color:var(--ink);font:400 1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;overflow-wrap:anywhere}
.page{max-width:1180px;margin:0 auto;padding:24px 16px 96px}
a{color:var(--phone)}
a:focus-visible,summary:focus-visible,pre:focus-visible{outline:3px solid var(--ink);outline-offset:2px;border-radius:4px}
h1{font-size:2.125rem;line-height:1.2;margin:0 0 8px}
h2{font-size:1.625rem;line-height:1.25;margin:56px 0 4px}
h3{font-size:1.125rem;line-height:1.35;margin:0}
h4{font-size:.875rem;margin:20px 0 6px;color:var(--ink-2)}
p{margin:8px 0;max-width:72ch}
code,pre,.route{font-family:var(--mono);font-size:.875em}
pre{background:var(--sunken);border-radius:8px;padding:12px;overflow-x:auto;line-height:1.45;margin:8px 0}
.card{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:20px;margin:16px 0}
.route{font-size:.9375rem;margin:4px 0 0;color:var(--ink-2)}
.method{display:inline-block;min-width:4.2em;font-weight:700}
.get{color:var(--send)}.post{color:var(--office)}.put{color:var(--phone)}.delete{color:var(--needs)}
.quiet{color:var(--ink-3);font-size:.875rem}
nav ul,.parts{list-style:none;margin:8px 0;padding:0}
nav{columns:2;column-gap:32px;margin:32px 0}
nav section{break-inside:avoid;margin:0 0 20px}
nav h2{font-size:1rem;margin:0}
nav a{display:block;padding:6px 0;text-decoration:none}
nav a:hover{text-decoration:underline}
@media (max-width:720px){nav{columns:1}nav a{padding:11px 0}}
.parts>li{border-top:1px solid var(--line);padding:7px 0}
.parts>li:first-child{border-top:0}
.parts .parts{margin:4px 0 0 14px;border-left:2px solid var(--line);padding-left:12px}
.name{font-family:var(--mono);font-size:.875rem;font-weight:600}
.errors>li{display:grid;grid-template-columns:3.2em 1fr;gap:8px}
@media print{body{background:#fff}.card{break-inside:avoid}}
`;
