using System.Text.Json;

namespace Ledger.Rules;

/// <summary>Reads an agreement document: first its shape, member by member, then the rules that tie members together.</summary>
internal static class AgreementReader
{
    private const string AcceptedValueKey = "accepted-value";

    public static Outcome<AgreementDocument> Read(JsonElement json)
    {
        var root = new InputReader(json);
        if (!root.Clean) return Outcome.Refused<AgreementDocument>(root.Rejections);

        var id = root.Identifier("agreementId");
        var version = root.Integer("version", 1, 1_000_000);
        var title = root.Text("title");
        var currency = root.Currency("currency");
        var effective = root.Period("effective");
        var parties = ReadParties(root);
        var known = parties.Select(party => party.Id).ToHashSet(StringComparer.Ordinal);
        var valuation = ReadValuation(root, currency);
        var benefit = ReadBenefit(root, currency, known);
        var risk = ReadRisk(root, currency, known);
        var window = ReadDispute(root, out var dispute);
        var terms = new AgreementTermsReader(
            root, currency, parties, benefit?.Participants ?? [], effective, [.. valuation?.Kinds.Keys ?? []]).Read(version, dispute);
        root.Close();

        CheckAccession(root, parties, effective);
        if (!root.Clean) return Outcome.Refused<AgreementDocument>(root.Rejections);

        return new AgreementDocument(json)
        {
            AgreementId = id!,
            Version = version!.Value,
            Title = title!,
            Currency = currency!,
            Effective = effective!,
            Parties = parties,
            Valuation = valuation!,
            Benefit = benefit!,
            Risk = risk!,
            ObjectionWindow = window!,
            Terms = terms,
        };
    }

    private static List<AgreementParty> ReadParties(InputReader root)
    {
        var parties = new List<AgreementParty>();
        foreach (var entry in root.Objects("parties", RuleLimits.Parties))
        {
            var id = entry.Identifier("id");
            var name = entry.Text("name");
            var type = entry.OneOf<PartyType>("type");
            var accededOn = entry.OptionalDate("accededOn");
            var uscc = Identified(entry, "uscc", UnifiedSocialCreditCode.Check);
            var lei = Identified(entry, "lei", LegalEntityIdentifier.Check);
            var roles = entry.OptionalIdentifiers("roles", RuleLimits.AgreementList);
            var isPublic = entry.Has("isPublic") ? entry.Boolean("isPublic") : null;
            var controllers = entry.OptionalIdentifiers("controllers", RuleLimits.Parties);
            entry.Close();
            if (id is null) continue;
            if (controllers.Contains(id)) entry.Reject(OwnController(entry.Of("controllers"), id));
            if (parties.Exists(party => party.Id == id)) entry.Reject(Problems.Duplicate(entry.Of("id"), id));
            else if (SameEntity(parties, uscc, lei) is { } other) entry.Reject(SharedIdentifier(entry.Path, id, other.Id));
            else
            {
                parties.Add(new AgreementParty(id, name ?? new Text(id, id), type ?? PartyType.Enterprise, accededOn)
                {
                    Uscc = uscc, Lei = lei, Roles = roles, IsPublic = isPublic, Controllers = controllers,
                });
            }
        }

        return parties;
    }

    private static string? Identified(InputReader entry, string name, Func<string, string, InputRejection?> check)
    {
        if (entry.OptionalString(name, RuleLimits.Identifier) is not { } written) return null;
        if (check(written, entry.Of(name)) is not { } wrong) return written;
        entry.Reject(wrong);
        return null;
    }

    private static AgreementParty? SameEntity(List<AgreementParty> parties, string? uscc, string? lei) =>
        parties.Find(party => (uscc is not null && party.Uscc == uscc) || (lei is not null && party.Lei == lei));

    private static InputRejection SharedIdentifier(string path, string party, string other) => new("agreement.same-entity-twice",
        new($"'{party}' carries the legal identifier of '{other}': one entity stands twice.", $"“{party}”与“{other}”的法定代码相同，同一主体重复列入。"))
        { Field = path, Value = party };

    private static InputRejection OwnController(string path, string party) => new("agreement.own-controller",
        new($"'{party}' cannot control itself.", $"“{party}”不能控制自己。")) { Field = path, Value = party };

    private static void CheckAccession(InputReader root, List<AgreementParty> parties, Period? effective)
    {
        for (var i = 0; i < parties.Count; i++)
        {
            if (parties[i].AccededOn is not { } day || effective is null || effective.Contains(day)) continue;
            root.Reject(new InputRejection("agreement.accession-outside-term",
                new($"'{parties[i].Id}' acceded on {day:yyyy-MM-dd}, outside the agreement's term.", $"“{parties[i].Id}”的加入日{day:yyyy-MM-dd}不在协议期内。"))
                { Field = JsonPath.Item("parties", i) + ".accededOn", Value = $"{day:yyyy-MM-dd}" });
        }
    }

    private static ValuationPolicy? ReadValuation(InputReader root, Currency? currency)
    {
        if (root.Object("valuation") is not { } valuation) return null;
        var kinds = new SortedDictionary<ContributionKind, KindPolicy>();
        if (valuation.Object("kinds") is { } map)
        {
            var entries = map.Entries();
            if (!map.Names.Any()) map.Reject(Problems.Empty(map.Path));
            foreach (var (name, entry) in entries)
            {
                var kind = KebabCase.Find<ContributionKind>(name);
                if (kind is null) entry.Reject(Problems.UnknownValue(entry.Path, name, KebabCase.Names<ContributionKind>()));
                var methods = ReadMethods(entry);
                var minEvidence = entry.Integer("minEvidence", 0, RuleLimits.Items);
                var series = entry.OptionalIdentifier("indexSeries");
                entry.Close();
                if (kind is { } known && minEvidence is { } least) kinds[known] = new KindPolicy(methods, least) { IndexSeries = series };
            }
        }

        var cap = valuation.Boolean("capAtClaim");
        var dual = valuation.OptionalAmount("dualApprovalAbove", currency);
        var byDraw = valuation.Has("valuerByDraw") ? valuation.Boolean("valuerByDraw") : false;
        var revaluation = valuation.OptionalObject("revaluation") is { } again ? ReadRevaluation(again) : null;
        valuation.Close();
        return cap is { } atClaim
            ? new ValuationPolicy(kinds, atClaim) { DualApprovalAbove = dual, ValuerByDraw = byDraw ?? false, Revaluation = revaluation }
            : null;
    }

    private static RevaluationTerms? ReadRevaluation(InputReader revaluation)
    {
        if (!revaluation.Names.Any()) revaluation.Reject(Problems.Empty(revaluation.Path));
        var months = revaluation.Has("validityMonths") ? revaluation.Integer("validityMonths", 1, RuleLimits.TermMonths) : null;
        var limit = revaluation.Has("indexMoveLimit") ? revaluation.Share("indexMoveLimit") : null;
        if (limit is { Sign: 0 }) revaluation.Reject(Problems.NotPositive(revaluation.Of("indexMoveLimit"), "0"));
        revaluation.Close();
        return new RevaluationTerms(months, limit);
    }

    private static List<string> ReadMethods(InputReader entry)
    {
        var methods = new List<string>();
        foreach (var (id, path) in entry.Strings("methods"))
        {
            if (MethodCatalogue.IsKnown(id, MethodPurpose.Valuation)) methods.Add(id);
            else entry.Reject(UnknownMethod(path, id, MethodPurpose.Valuation));
        }

        return methods;
    }

    private static BenefitPolicy? ReadBenefit(InputReader root, Currency? currency, HashSet<string> parties)
    {
        if (root.Object("benefit") is not { } benefit) return null;
        var participants = benefit.Identifiers("participants", RuleLimits.Parties);
        for (var i = 0; i < participants.Count; i++)
        {
            if (!parties.Contains(participants[i]))
                benefit.Reject(Problems.UnknownParty(JsonPath.Item(benefit.Of("participants"), i), participants[i]));
        }

        var before = root.Rejections.Count;
        var tiers = TierReader.Read(benefit, "waterfall", currency);
        var rounding = benefit.OneOf<Rounding>("rounding");
        SettlementPeriod? settled = benefit.Has("settlementPeriod") ? benefit.OneOf<SettlementPeriod>("settlementPeriod") : null;
        var paymentDays = benefit.Has("paymentDays") ? benefit.Integer("paymentDays", 0, RuleLimits.TermDays) : null;
        benefit.Close();

        // Rules over tiers that could not be read would only repeat the fault in other words.
        if (root.Rejections.Count == before)
        {
            var checks = new Checks();
            TierRules.Check(checks, tiers, participants, benefit.Of("waterfall"));
            if (checks.Failed) foreach (var broken in checks.Broken) root.Reject(broken);
        }

        return rounding is { } mode ? new BenefitPolicy(participants, tiers, mode) { SettlementPeriod = settled, PaymentDays = paymentDays } : null;
    }

    private static RiskPolicy? ReadRisk(InputReader root, Currency? currency, HashSet<string> parties)
    {
        if (root.Object("risk") is not { } risk) return null;
        var categories = new List<RiskCategory>();
        foreach (var entry in risk.Objects("categories", mayBeEmpty: true))
        {
            var id = entry.Identifier("id");
            var method = entry.String("method");
            var evidence = entry.OptionalText("evidence");
            var owner = entry.OptionalIdentifier("owner");
            var category = RiskTermsReader.Complete(entry, new RiskCategory(id ?? "", method ?? "") { Evidence = evidence, Owner = owner }, currency)
                with { Cover = LossCoverReader.Optional(entry, currency), Mutual = RiskTermsReader.Mutual(entry, parties) };
            entry.Close();
            if (owner is not null && !parties.Contains(owner)) entry.Reject(Problems.UnknownParty(entry.Of("owner"), owner));
            if (id is null || method is null) continue;
            if (categories.Exists(other => other.Id == id)) entry.Reject(Problems.Duplicate(entry.Of("id"), id));
            if (!MethodCatalogue.IsKnown(method, MethodPurpose.LossMeasure)) entry.Reject(UnknownMethod(entry.Of("method"), method, MethodPurpose.LossMeasure));
            categories.Add(category);
        }

        var allocation = risk.Object("allocation") is { } reader ? ReadAllocation(reader, currency, parties) : null;
        var insurance = ReadInsurance(risk, currency, parties, categories);
        risk.Close();
        return allocation is null ? null : new RiskPolicy(categories, allocation) { Insurance = insurance };
    }

    private static AllocationPolicy? ReadAllocation(InputReader allocation, Currency? currency, HashSet<string> parties)
    {
        var retention = allocation.Amount("retention", currency);
        var limit = allocation.Amount("reserveLimit", currency);
        var key = ReadKey(allocation, parties);
        var caps = allocation.OptionalAmounts("caps", currency, RuleLimits.Parties);
        foreach (var (party, cap) in caps)
        {
            var path = $"{allocation.Of("caps")}.{party}";
            if (!parties.Contains(party)) allocation.Reject(Problems.UnknownParty(path, party));
            if (retention is not null && cap < retention)
            {
                allocation.Reject(new InputRejection("agreement.cap-below-retention",
                    new($"The cap of '{party}' ({cap.Amount}) is below the retention ({retention.Amount}).", $"“{party}”的上限{cap.Amount}低于自留额{retention.Amount}。"))
                    { Field = path, Value = cap.Amount });
            }
        }

        var multiples = ReadMultiples(allocation, parties, caps);
        var carveOuts = ReadCarveOuts(allocation);
        var approval = RiskTermsReader.Approval(allocation, currency);
        var cover = LossCoverReader.Optional(allocation, currency);
        var mutual = RiskTermsReader.Mutual(allocation, parties);
        var excess = allocation.OneOf<ExcessRule>("excess");
        allocation.Close();
        return retention is null || limit is null ? null : new AllocationPolicy(retention, limit, key, caps, multiples) 
        {
            CarveOuts = carveOuts, Approval = approval, Cover = cover, Mutual = mutual, Excess = excess ?? ExcessRule.Stays,
        };
    }

    // A cap never protects who did harm on purpose: a list without that carve-out is refused, no list means all of them.
    private static IReadOnlyList<CarveOut> ReadCarveOuts(InputReader allocation)
    {
        if (!allocation.Has("carveOuts")) return Enum.GetValues<CarveOut>();
        var named = new List<CarveOut>();
        foreach (var (name, path) in allocation.Strings("carveOuts"))
        {
            if (KebabCase.Find<CarveOut>(name) is { } carveOut) named.Add(carveOut);
            else allocation.Reject(Problems.UnknownValue(path, name, KebabCase.Names<CarveOut>()));
        }

        if (!named.Contains(CarveOut.Wilful))
        {
            allocation.Reject(new InputRejection("agreement.carve-out-absent",
                new("A cap on liability must not cover wilful acts: name 'wilful' among the carve-outs.", "责任上限不得适用于故意行为：carveOuts 中应包括 wilful。"))
                { Field = allocation.Of("carveOuts"), Value = KebabCase.Name(CarveOut.Wilful) });
        }

        return named;
    }

    private static List<InsurancePolicy> ReadInsurance(
        InputReader risk, Currency? currency, HashSet<string> parties, IReadOnlyList<RiskCategory> categories)
    {
        var policies = new List<InsurancePolicy>();
        foreach (var entry in risk.OptionalObjects("insurance", RuleLimits.AgreementList))
        {
            var id = entry.Identifier("id");
            var holder = entry.Identifier("holder");
            var covers = entry.Text("covers");
            var sum = entry.PositiveAmount("sumInsured", currency);
            var deductible = entry.OptionalAmount("deductible", currency);
            var covered = RiskTermsReader.Covered(entry, categories);
            entry.Close();
            if (holder is not null && !parties.Contains(holder)) entry.Reject(Problems.UnknownParty(entry.Of("holder"), holder));
            if (id is null || holder is null || covers is null || sum is null) continue;
            if (policies.Exists(policy => policy.Id == id)) entry.Reject(Problems.Duplicate(entry.Of("id"), id));
            policies.Add(new InsurancePolicy(id, holder, covers, sum) { Categories = covered, Deductible = deductible });
        }

        return policies;
    }

    // What a multiple comes to is known only at the event, so it cannot be held against the retention here; the retention is no
    // part of what a cap limits.
    private static IReadOnlyDictionary<string, Rational>? ReadMultiples(
        InputReader allocation, HashSet<string> parties, IReadOnlyDictionary<string, Money> caps)
    {
        if (!allocation.Has("capMultiples")) return null;
        var multiples = allocation.Weights("capMultiples", RuleLimits.Parties);
        foreach (var party in multiples.Keys)
        {
            var path = $"{allocation.Of("capMultiples")}.{party}";
            if (!parties.Contains(party)) allocation.Reject(Problems.UnknownParty(path, party));
            if (!caps.ContainsKey(party)) continue;
            allocation.Reject(new InputRejection("agreement.cap-twice",
                new($"'{party}' has a cap in caps already.", $"“{party}”已在 caps 中设有上限。")) { Field = path, Value = party });
        }

        return multiples;
    }

    private static IReadOnlyDictionary<string, Rational>? ReadKey(InputReader allocation, HashSet<string> parties)
    {
        if (allocation.OptionalRaw("key") is { ValueKind: JsonValueKind.String } named)
        {
            if (named.GetString() != AcceptedValueKey)
                allocation.Reject(Problems.UnknownValue(allocation.Of("key"), named.GetString()!, [AcceptedValueKey]));
            return null;
        }

        var before = allocation.Rejections.Count;
        var key = allocation.Weights("key", RuleLimits.Parties);
        var path = allocation.Of("key");
        foreach (var party in key.Keys.Where(party => !parties.Contains(party))) allocation.Reject(Problems.UnknownParty($"{path}.{party}", party));
        var sum = key.Values.Aggregate(Rational.Zero, (total, weight) => total + weight);
        if (allocation.Rejections.Count == before && sum != Rational.One)
        {
            allocation.Reject(new InputRejection("agreement.key-not-one",
                new($"The shares of the allocation key sum to {sum}, not to 1.", $"风险分担比例之和为{sum}，应为1。")) { Field = path, Value = sum.ToString() });
        }

        return key;
    }

    private static ObjectionWindow? ReadDispute(InputReader root, out DisputeTerms? terms)
    {
        terms = null;
        if (root.Object("dispute") is not { } dispute) return null;
        var text = dispute.String("objectionWindow");
        terms = AgreementTermsReader.ReadDispute(dispute);
        dispute.Close();
        if (text is null) return null;
        if (ObjectionWindow.Read(text) is { } window) return window;
        dispute.Reject(NoWindow(dispute.Of("objectionWindow"), text));
        return null;
    }

    /// <summary>A time that is no duration of fixed length.</summary>
    internal static InputRejection NoWindow(string field, string text) => new("agreement.objection-window",
        new($"'{Problems.Shorten(text)}' is not a duration of fixed length between one second and 366 days: write \"P10D\" or \"PT2H\".",
            $"“{Problems.Shorten(text)}”不是一秒至366天之间的固定时长：请写作 \"P10D\" 或 \"PT2H\"。"))
        { Field = field, Value = Problems.Shorten(text) };

    private static InputRejection UnknownMethod(string path, string id, MethodPurpose purpose)
    {
        var known = string.Join(", ", MethodCatalogue.All.Where(method => method.Purpose == purpose).Select(method => method.Id).Distinct());
        return new InputRejection("method.unknown",
            new($"'{Problems.Shorten(id)}' is not a method for this purpose; known: {known}.", $"“{Problems.Shorten(id)}”不是可用于此处的方法；可用：{known}。"))
            { Field = path, Value = Problems.Shorten(id) };
    }
}
