import { serve } from "../sources/thread.ts";
import { drawSvgs } from "./draw.ts";

serve(drawSvgs);
