import { serve } from "./thread.ts";
import { parseWorkbook } from "./workbookParser.ts";

serve(parseWorkbook);
