import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.processor.reports.enums.JobEndStatus;

/**
 * Judges PDF files with the veraPDF library: {@code Check 3a,ua1 FILE...}.
 * Prints "pass FLAVOUR FILE" or "FAIL FLAVOUR FILE", and below a failure each broken rule once as "    CLAUSE-TEST message".
 * Exit status: 0 every file passes every flavour, 1 some file does not, 2 nothing to judge or a wrong call.
 */
public class Check {
    public static void main(String[] args) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        if (args.length < 2) usage("usage: Check FLAVOUR[,FLAVOUR...] FILE...");
        List<PDFAFlavour> flavours = new ArrayList<>();
        for (String id : args[0].split(",", -1)) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
            if (flavour == null || !flavour.getId().equals(id)) usage("unknown flavour: " + id);
            flavours.add(flavour);
        }
        for (int i = 1; i < args.length; i++) if (!new File(args[i]).isFile()) usage("no such file: " + args[i]);

        VeraGreenfieldFoundryProvider.initialise();
        int failures = 0;
        for (int i = 1; i < args.length; i++) {
            for (PDFAFlavour flavour : flavours) {
                List<String> faults = judge(new File(args[i]), flavour);
                System.out.println((faults.isEmpty() ? "pass " : "FAIL ") + flavour.getId() + " " + args[i]);
                faults.forEach(fault -> System.out.println("    " + fault));
                if (!faults.isEmpty()) failures++;
            }
        }
        System.out.println((args.length - 1) + " file(s), " + flavours.size() + " flavour(s), " + failures + " failure(s)");
        System.exit(failures == 0 ? 0 : 1);
    }

    /** What is wrong with the file; empty only if the judge has looked at it to the end and is content. */
    static List<String> judge(File file, PDFAFlavour flavour) {
        TreeMap<String, String> rules = new TreeMap<>();
        try (var parser = Foundries.defaultInstance().createParser(file, flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            var result = validator.validate(parser);
            for (TestAssertion found : result.getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.PASSED) continue;
                String text = found.getErrorMessage() != null ? found.getErrorMessage() : found.getMessage();
                String rule = found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber();
                rules.putIfAbsent(rule, rule + " " + String.valueOf(text).replaceAll("\\s+", " "));
            }
            boolean complete = result.getJobEndStatus() == JobEndStatus.NORMAL && result.getTotalAssertions() > 0;
            if (rules.isEmpty() && !(complete && result.isCompliant())) rules.put("", "not judged to the end");
        } catch (Exception error) {
            rules.put("", "cannot be judged: " + error);
        }
        return new ArrayList<>(rules.values());
    }

    static void usage(String message) {
        System.err.println(message);
        System.exit(2);
    }
}
