import { themeKey } from './theme.ts';

/**
 * Runs in the head before anything is painted: no flash of a white page at night. Who asks their device for more
 * contrast starts in Sunlight.
 */
export const themeScript =
  `(function(){try{var r=document.documentElement,t=localStorage.getItem('${themeKey}');
if(t!=='light'&&t!=='dark'&&t!=='sun')t=t!=='device'&&matchMedia('(prefers-contrast: more)').matches?'sun':'';
if(t)r.dataset.theme=t;else delete r.dataset.theme}catch(e){}})()`.replaceAll('\n', '');
