import { CaptureHome } from '../screens/capture-home/capture-home.tsx';

export default function CapturePage() {
  return <CaptureHome />;
}
