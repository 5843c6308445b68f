using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Scenario;

/// <summary>Reads the members of a scenario; rules that tie members together are in <see cref="ScenarioRules"/>.</summary>
internal static class ScenarioReader
{
    public static ScenarioFile? Read(InputReader root)
    {
        root.OptionalString("$schema");
        if (root.String("format") is { } format && format != ScenarioFile.Format)
            root.Reject(Problems.UnknownValue(root.Of("format"), format, [ScenarioFile.Format]));
        var title = root.Text("title");
        var consortium = ReadConsortium(root);
        var people = ReadPeople(root);
        var agreement = ReadAgreement(root);
        var currency = agreement?.Currency;
        var handling = ReadHandling(root);
        var contributions = ReadContributions(root, currency);
        var events = ReadEvents(root, currency);
        var pools = ReadPools(root, currency);
        var match = root.OptionalObject("match") is { } matched ? ReadMatch(matched, currency) : null;
        var expected = root.OptionalObject("expected") is { } figures ? ReadExpected(figures, currency) : null;
        root.Close();

        if (!root.Clean) return null;
        var scenario = new ScenarioFile(title!, consortium!, people, agreement!, handling!, contributions, events, pools, expected, match);
        ScenarioRules.Check(root, scenario);
        return root.Clean ? scenario : null;
    }

    private static ScenarioConsortium? ReadConsortium(InputReader root)
    {
        if (root.Object("consortium") is not { } reader) return null;
        var id = reader.Identifier("id");
        var name = reader.Text("name");
        reader.Close();
        return id is null || name is null ? null : new ScenarioConsortium(id, name);
    }

    private static List<ScenarioPerson> ReadPeople(InputReader root)
    {
        var people = new List<ScenarioPerson>();
        foreach (var entry in root.Objects("people", ScenarioLimits.People))
        {
            var id = entry.Identifier("id");
            var name = entry.Text("name");
            var organisation = entry.Identifier("organisation");
            var roles = new List<PersonRole>();
            foreach (var (role, path) in entry.Strings("roles"))
            {
                if (KebabCase.Find<PersonRole>(role) is { } known) roles.Add(known);
                else entry.Reject(Problems.UnknownValue(path, role, KebabCase.Names<PersonRole>()));
            }

            entry.Close();
            if (id is null) continue;
            if (people.Exists(person => person.Id == id)) entry.Reject(Problems.Duplicate(entry.Of("id"), id));
            if (name is not null && organisation is not null) people.Add(new ScenarioPerson(id, name, organisation, roles));
        }

        return people;
    }

    private static AgreementDocument? ReadAgreement(InputReader root)
    {
        if (root.Raw("agreement") is not { } document) return null;
        var outcome = AgreementDocument.Parse(document);
        foreach (var rejection in outcome.Rejections) root.Reject(rejection.At(JsonPath.Within("agreement", rejection.Field)));
        return outcome.Value;
    }

    private static AgreementHandling? ReadHandling(InputReader root)
    {
        if (root.Object("agreementHandling") is not { } reader) return null;
        var draftedBy = reader.Identifier("draftedBy");
        var signatures = new List<ScenarioSignature>();
        foreach (var entry in reader.Objects("signatures", RuleLimits.Parties))
        {
            var party = entry.Identifier("party");
            var by = entry.Identifier("by");
            entry.Close();
            if (party is not null && by is not null) signatures.Add(new ScenarioSignature(party, by));
        }

        reader.Close();
        return draftedBy is null ? null : new AgreementHandling(draftedBy, signatures);
    }

    private static List<ScenarioContribution> ReadContributions(InputReader root, Currency? currency)
    {
        var contributions = new List<ScenarioContribution>();
        foreach (var entry in root.Objects("contributions", ScenarioLimits.Entries, mayBeEmpty: true))
        {
            var reference = entry.Identifier("reference");
            var party = entry.Identifier("party");
            var kind = entry.OneOf<ContributionKind>("kind");
            var title = entry.Text("title");
            var claimed = entry.PositiveAmount("claimed", currency);
            var effectiveOn = entry.Date("effectiveOn");
            var receivedBy = entry.Identifier("receivedBy");
            var registeredBy = entry.Identifier("registeredBy");
            var evidence = ReadEvidence(entry);
            var verification = ReadVerification(entry);
            var appraisal = ReadAppraisal(entry);
            entry.Close();
            if (reference is not null && party is not null && kind is { } known && title is not null && claimed is not null && effectiveOn is { } day
                && receivedBy is not null && registeredBy is not null && verification is not null && appraisal is not null)
            {
                contributions.Add(new ScenarioContribution(reference, party, known, title, claimed, day, receivedBy, registeredBy, evidence, verification, appraisal));
            }
        }

        return contributions;
    }

    private static List<ScenarioEvidence> ReadEvidence(InputReader contribution)
    {
        var evidence = new List<ScenarioEvidence>();
        foreach (var entry in contribution.Objects("evidence", ScenarioLimits.Evidence))
        {
            var reference = entry.Identifier("reference");
            var source = entry.Identifier("sourceClass");
            var issuedOn = entry.Date("issuedOn");
            var title = entry.Text("title");
            var mediaType = entry.String("mediaType");
            if (mediaType is not null && !ScenarioEvidence.MediaTypes.Contains(mediaType))
                entry.Reject(Problems.UnknownValue(entry.Of("mediaType"), mediaType, ScenarioEvidence.MediaTypes));
            var content = entry.String("content", ScenarioLimits.EvidenceText);
            entry.Close();
            if (reference is not null && source is not null && issuedOn is { } day && title is not null && mediaType is not null && content is not null)
                evidence.Add(new ScenarioEvidence(reference, source, day, title, mediaType, content));
        }

        return evidence;
    }

    private static ScenarioVerification? ReadVerification(InputReader contribution)
    {
        if (contribution.Object("verification") is not { } reader) return null;
        var by = reader.Identifier("by");
        var finding = reader.OptionalText("finding");
        var location = reader.OptionalString("location");
        reader.Close();
        return by is null ? null : new ScenarioVerification(by, finding, location);
    }

    private static ScenarioAppraisal? ReadAppraisal(InputReader contribution)
    {
        if (contribution.Object("appraisal") is not { } reader) return null;
        var method = reader.String("method");
        var inputs = ReadInputs(reader);
        var proposedBy = reader.Identifier("proposedBy");
        var acceptedBy = reader.Identifier("acceptedBy");
        reader.Close();
        return method is not null && inputs is { } json && proposedBy is not null && acceptedBy is not null
            ? new ScenarioAppraisal(method, json, proposedBy, acceptedBy)
            : null;
    }

    // The members of the inputs belong to the method, which reads them strictly when the case is calculated.
    private static JsonElement? ReadInputs(InputReader reader)
    {
        if (reader.Raw("inputs") is not { } inputs) return null;
        if (inputs.ValueKind == JsonValueKind.Object) return inputs;
        reader.Reject(Problems.WrongType(reader.Of("inputs"), "an object", "对象"));
        return null;
    }

    private static List<ScenarioRiskEvent> ReadEvents(InputReader root, Currency? currency)
    {
        var events = new List<ScenarioRiskEvent>();
        foreach (var entry in root.Objects("riskEvents", ScenarioLimits.Entries, mayBeEmpty: true))
        {
            var reference = entry.Identifier("reference");
            var category = entry.Identifier("category");
            var title = entry.Text("title");
            var occurredOn = entry.Date("occurredOn");
            var sufferers = entry.Weights("sufferers", RuleLimits.Parties);
            var reportedBy = entry.Identifier("reportedBy");
            ScenarioMeasure? measure = null;
            if (entry.Object("measure") is { } reader)
            {
                var method = reader.String("method");
                var inputs = ReadInputs(reader);
                reader.Close();
                if (method is not null && inputs is { } json) measure = new ScenarioMeasure(method, json);
            }

            var measuredBy = entry.Identifier("measuredBy");
            var allocatedBy = entry.Identifier("allocatedBy");
            var escalation = entry.OptionalObject("escalation") is { } escalated ? ReadEscalation(escalated, currency) : null;
            entry.Close();
            if (reference is not null && category is not null && title is not null && occurredOn is { } day && reportedBy is not null
                && measure is not null && measuredBy is not null && allocatedBy is not null)
            {
                events.Add(new ScenarioRiskEvent(reference, category, title, day, sufferers, reportedBy, measure, measuredBy, allocatedBy, escalation));
            }
        }

        return events;
    }

    private static ScenarioEscalation? ReadEscalation(InputReader reader, Currency? currency)
    {
        var shares = reader.Amounts("shares", currency, RuleLimits.Parties);
        var reason = reader.Text("reason");
        var proposedBy = reader.Identifier("proposedBy");
        var consentBy = reader.OptionalIdentifiers("consentBy", RuleLimits.Parties);
        var decidedBy = reader.Identifier("decidedBy");
        reader.Close();
        return reason is not null && proposedBy is not null && decidedBy is not null ? new ScenarioEscalation(shares, reason, proposedBy, consentBy, decidedBy) : null;
    }

    private static List<ScenarioPool> ReadPools(InputReader root, Currency? currency)
    {
        var pools = new List<ScenarioPool>();
        foreach (var entry in root.Objects("pools", ScenarioLimits.Entries, mayBeEmpty: true))
        {
            var reference = entry.Identifier("reference");
            var period = entry.Period("period");
            var amount = entry.PositiveAmount("amount", currency);
            var title = entry.Text("title");
            var declaredBy = entry.Identifier("declaredBy");
            var claims = ReadCostClaims(entry, currency);
            var proposedBy = entry.Identifier("proposedBy");
            var noObjectionBy = entry.OptionalIdentifiers("noObjectionBy", RuleLimits.Parties);
            var approvedBy = entry.Identifier("approvedBy");
            var settledBy = entry.Identifier("settledBy");
            entry.Close();
            if (reference is not null && period is not null && amount is not null && title is not null && declaredBy is not null
                && proposedBy is not null && approvedBy is not null && settledBy is not null)
            {
                pools.Add(new ScenarioPool(reference, period, amount, title, declaredBy, claims, proposedBy, noObjectionBy, approvedBy, settledBy));
            }
        }

        return pools;
    }

    private static List<ScenarioCostClaim> ReadCostClaims(InputReader pool, Currency? currency)
    {
        var claims = new List<ScenarioCostClaim>();
        foreach (var entry in pool.OptionalObjects("costClaims"))
        {
            var reference = entry.Identifier("reference");
            var party = entry.Identifier("party");
            var amount = entry.PositiveAmount("amount", currency);
            var claimedBy = entry.Identifier("claimedBy");
            var title = entry.Text("title");
            entry.Close();
            if (reference is not null && party is not null && amount is not null && claimedBy is not null && title is not null)
                claims.Add(new ScenarioCostClaim(reference, party, amount, claimedBy, title));
        }

        return claims;
    }

    private static ExpectedFigures ReadExpected(InputReader reader, Currency? currency)
    {
        var accepted = reader.OptionalAmounts("accepted", currency, RuleLimits.Parties);
        var shares = reader.OptionalAmounts("shares", currency, RuleLimits.Parties);
        var cash = ReadSigned(reader, "cash", currency);
        var reserve = reader.OptionalAmount("reserve", currency);
        var losses = new SortedDictionary<string, ExpectedLoss>(StringComparer.Ordinal);
        if (reader.OptionalObject("losses") is { } map)
        {
            foreach (var (name, entry) in map.Entries())
            {
                if (!InputReader.IsIdentifier(name)) entry.Reject(Problems.NotAnIdentifier(entry.Path, name));
                var fromReserve = entry.OptionalAmount("reserve", currency);
                var paid = entry.OptionalAmounts("paid", currency, RuleLimits.Parties);
                var kept = entry.OptionalAmounts("kept", currency, RuleLimits.Parties);
                entry.Close();
                losses[name] = new ExpectedLoss(fromReserve, paid, kept);
            }
        }

        reader.Close();
        return new ExpectedFigures(accepted, shares, cash, reserve, losses);
    }

    // A party that pays more for losses than it earns ends below zero.
    private static SortedDictionary<string, Money> ReadSigned(InputReader reader, string name, Currency? currency)
    {
        var amounts = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        if (reader.OptionalObject(name) is not { } map) return amounts;
        foreach (var party in map.Names.ToList())
        {
            if (map.String(party) is not { } text || currency is null) continue;
            if (!InputReader.IsIdentifier(party)) map.Reject(Problems.NotAnIdentifier(map.Of(party), party));
            else if (Money.Read(text, currency, out var rejection) is { } amount) amounts[party] = amount;
            else map.Reject(rejection!.At(map.Of(party)));
        }

        return amounts;
    }

    private static ScenarioMatch? ReadMatch(InputReader reader, Currency? currency)
    {
        var award = reader.PositiveAmount("award", currency);
        var ratio = reader.Positive("ratio");
        var elsewhere = new List<ClaimedElsewhere>();
        foreach (var entry in reader.OptionalObjects("claimedElsewhere"))
        {
            var reference = entry.Identifier("reference");
            var other = entry.Identifier("award");
            entry.Close();
            if (reference is not null && other is not null) elsewhere.Add(new ClaimedElsewhere(reference, other));
        }

        reader.Close();
        return award is not null && ratio is { } per ? new ScenarioMatch(award, per, elsewhere) : null;
    }
}
