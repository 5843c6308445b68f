using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A pool is declared once; participants claim costs against it until a run is proposed.</summary>
public static class PoolDecider
{
    public static Decision Decide(Pool state, DeclarePool command)
    {
        var said = command.Declaration;
        if (state is { Opened: { } opened, Declared: null }) return new PoolAlreadyDeclared(opened.Reference, opened.Period) { Field = "reference" };
        // A repetition is answered by what stands, even when the same declaration would no longer be taken today.
        if (state.Declared is { } standing)
        {
            return standing.Declaration == said
                ? Decision.Nothing
                : new PoolAlreadyDeclared(standing.Declaration.Reference, standing.Declaration.Period) { Field = "reference" };
        }

        if (PoolRules.Broken(command) is { } broken) return broken;
        var agreement = command.AtTo!;
        var declared = new PoolDeclared(said, command.Turn.No, agreement.AgreementVersion, agreement.Source!, command.By, command.At);
        return Decision.Accept(declared).AndStart(
            command.Turn.TakenBy(said.Reference),
            new NewStream(typeof(JournalEntry), command.Entry, [Entry(state.Id, declared) with { On = JournalDecider.OpenDay(said.Period.To, command.ClosedUpTo) }]));
    }

    public static Decision Decide(Pool state, ClaimCost command)
    {
        if (!state.Exists) return new PoolUnknown();
        var party = command.Party ?? command.By.Organisation;
        if (party != command.By.Organisation) return new ClaimForAnother(party, command.By.Organisation) { Field = "party" };
        if (state.Claims.FirstOrDefault(claim => claim.Reference == command.Reference) is { } standing)
        {
            return standing.Party == party && standing.Amount == command.Amount && standing.Title == command.Title && standing.Class == command.Class
                ? Decision.Nothing
                : new CostClaimExists(command.Reference) { Field = "reference" };
        }

        if (Stated(command) is { } malformed) return malformed;
        if (command.Agreement is not { } agreement)
            return new PoolAgreementNotActive(state.AgreementId, state.Period.To);
        if (!agreement.Benefit.Participants.Contains(party) || state.Coalition?.Parties.Contains(party) is false) return new ClaimantNotParticipant(party);
        if (agreement.Benefit.Waterfall.OfType<CostRecoveryTier>().FirstOrDefault() is not { } tier) return new NoCostTier();
        if (tier.Classes is { } classes ? command.Class is null || !classes.Contains(command.Class) : command.Class is not null)
            return new ClaimClassUnknown(command.Class) { Field = "class" };
        if (command.Amount.Currency != agreement.Currency)
            return new WrongCurrency(command.Amount.Currency, agreement.Currency) { Field = "amount.currency" };
        if (command.RunStands || state.Empty is not null) return new ClaimsClosed();
        if (state.Claims.Count >= DistributionLimits.CostClaims) return Problems.TooMany("reference", DistributionLimits.CostClaims);

        return Decision.Accept(new CostClaimed(command.Reference, party, command.Amount, command.Title, command.By, command.At, command.Class))
            .AndStart(command.Turn.TakenBy(command.Reference));
    }

    public static Decision Decide(Pool state, OpenPool command)
    {
        if (state.Exists)
        {
            return state.Opened is { } standing && (standing.AgreementId, standing.Period, standing.Title, standing.Coalition) == (command.AgreementId, command.Period, command.Title, command.Coalition)
                ? Decision.Nothing
                : new PoolAlreadyDeclared(state.Reference, state.Period) { Field = "reference" };
        }

        return PoolRules.Broken(command)
            ?? Decision.Accept(new PoolOpened(
                    command.Reference, command.AgreementId, command.Period, command.Title, command.Coalition, command.Turn.No, command.By, command.At))
                .AndStart(command.Turn.TakenBy(command.Reference));
    }

    public static Decision Decide(Pool state, RecordBenefit command)
    {
        if (!state.Exists) return new PoolUnknown();
        if (state.Benefits.FirstOrDefault(benefit => benefit.Reference == command.Reference) is { } same)
        {
            return (same.Kind, same.On, same.Conversion?.Foreign ?? same.Amount, same.Title, same.Party) == (command.Kind, command.On, command.Amount, command.Title, command.Party)
                ? Decision.Nothing
                : new BenefitExists(command.Reference, state.Reference) { Field = "reference" };
        }

        if (state.Declared is not null || state.Empty is not null) return new PoolIsClosed(state.Reference);
        if (command.Others.FirstOrDefault(other => other.Benefits.Contains(command.Reference)) is { } elsewhere)
            return new BenefitExists(command.Reference, elsewhere.Place.Reference) { Field = "reference" };
        if (PoolRules.Broken(state, command) is { } broken) return broken;
        if (state.Benefits.Count >= DistributionLimits.Benefits) return Problems.TooMany("benefits", DistributionLimits.Benefits);
        var agreement = command.Agreement!;
        Conversion? conversion;
        try
        {
            conversion = command.Rate is { } rate ? Conversion.Of(command.Amount, rate, agreement.Currency) : null;
        }
        catch (OverflowException)
        {
            return Problems.AmountTooLarge("amount.amount", command.Amount.Amount);
        }

        var amount = conversion?.Amount ?? command.Amount;
        if (amount.Sign <= 0) return Problems.AmountNotPositive("amount.amount", amount.Amount);
        var recorded = new BenefitRecorded(
            command.Reference, command.Kind, command.On, amount, command.Title, command.Evidence, conversion, PoolRules.LateFor(state, command)?.Reference,
            command.Party, command.By, command.At);
        var decision = Decision.Accept(recorded).AndStart(command.Turn.TakenBy(command.Reference));
        return command.Kind == BenefitKind.InKind
            ? decision.AndStart(new NewStream(typeof(JournalEntry), command.Entry, [InKind(state, recorded, command)]))
            : decision;
    }

    public static Decision Decide(Pool state, ClosePool command)
    {
        if (!state.Exists) return new PoolUnknown();
        if (state.Declared is not null || state.Empty is not null) return state.Opened is null ? new PoolIsClosed(state.Reference) : Decision.Nothing;
        var opened = state.Opened!;
        if (PoolRules.Over(opened.Period.To, command.At) is { } running) return running;
        if (command.AtTo?.Document is not { } agreement) return new PoolAgreementNotActive(state.AgreementId, opened.Period.To);
        // Terms may have changed since it was opened: those of the last day rule.
        if (opened.Coalition?.Broken(agreement) is { } coalition) return coalition;
        var money = state.Benefits.Where(benefit => benefit.Kind != BenefitKind.InKind).ToList();
        if (money.Count == 0) return Decision.Accept(new PoolClosedEmpty(command.By, command.At));
        Money total;
        List<KindAmount> kinds;
        try
        {
            total = Money.Sum(money.Select(benefit => benefit.Amount), agreement.Currency);
            kinds = [.. money.GroupBy(benefit => benefit.Kind).OrderBy(group => group.Key)
                .Select(group => new KindAmount(group.Key, Money.Sum(group.Select(benefit => benefit.Amount), agreement.Currency)))];
        }
        catch (OverflowException)
        {
            return new RunTooLarge();
        }

        var said = new PoolDeclaration(
            opened.Reference, opened.AgreementId, opened.Period, total, opened.Title, kinds.Count == 1 ? KebabCase.Name(kinds[0].Kind) : null,
            [], opened.Coalition, kinds);
        var declared = new PoolDeclared(said, opened.No, command.AtTo.AgreementVersion, command.AtTo.Source!, command.By, command.At);
        return Decision.Accept(declared).AndStart(new NewStream(typeof(JournalEntry), command.Entry, [Entry(state.Id, declared) with { On = command.OpenDay }]));
    }

    public static Decision Decide(Pool state, RecordScores command)
    {
        if (!state.Exists) return new PoolUnknown();
        if (state.Scores.FirstOrDefault(scores => scores.Measure == command.Measure) is { } standing
            && standing.Values.Count == command.Values.Count && standing.Values.All(entry => command.Values.GetValueOrDefault(entry.Key) == entry.Value && command.Values.ContainsKey(entry.Key))
            && standing.Evidence.SequenceEqual(command.Evidence)) return Decision.Nothing;
        if (command.Agreement is not { } agreement) return new PoolAgreementNotActive(state.AgreementId, state.Period.To);
        if (command.Measure is not (ResidualMeasure.PerformanceScore or ResidualMeasure.GameValue)
            || !agreement.Benefit.Waterfall.OfType<ResidualTier>().SelectMany(tier => tier.Keys).Any(key => key.Key == command.Measure))
            return new MeasureNotAgreed(KebabCase.Name(command.Measure)) { Field = "measure" };
        if (command.Evidence.Count == 0) return new BenefitEvidenceMissing { Field = "evidence" };
        if (PoolRules.Papers(command.Evidence) is { } papers) return papers;
        var sharing = state.Coalition?.Parties ?? agreement.Benefit.Participants;
        foreach (var (party, value) in command.Values)
        {
            if (!sharing.Contains(party)) return Problems.UnknownParty($"values.{party}", party);
            if (value.Sign < 0) return Problems.Negative($"values.{party}", value.ToString());
        }

        if (sharing.FirstOrDefault(party => !command.Values.ContainsKey(party)) is { } missing) return new ScoreMissing(missing) { Field = "values" };
        if (command.RunStands) return new ClaimsClosed();
        return Decision.Accept(new ScoresRecorded(
                command.Measure, new SortedDictionary<string, Rational>(command.Values.ToDictionary(entry => entry.Key, entry => entry.Value), StringComparer.Ordinal),
                command.Evidence, command.By, command.At))
            .AndStart(command.Turn.TakenBy(KebabCase.Name(command.Measure)));
    }

    public static Pool Evolve(Pool state, object fact) => fact switch
    {
        PoolOpened f => state with { AgreementId = f.AgreementId, Opened = f },
        BenefitRecorded f => state with { Benefits = [.. state.Benefits, f] },
        PoolClosedEmpty f => state with { Empty = f },
        ScoresRecorded f => state with { Scores = [.. state.Scores.Where(scores => scores.Measure != f.Measure), f] },
        PoolDeclared f => state with { AgreementId = f.Declaration.AgreementId, Declared = f },
        CostClaimed f => state with { Claims = [.. state.Claims, f] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a pool."),
    };

    private static Rejection? Stated(ClaimCost command)
    {
        // The waterfall rule names claims by these references, so they are identifiers.
        if (!InputReader.IsIdentifier(command.Reference)) return Problems.NotAnIdentifier("reference", command.Reference);
        if (TextRules.Broken("title", command.Title) is { } title) return title;
        return command.Amount.Sign <= 0 ? Problems.AmountNotPositive("amount.amount", command.Amount.Amount) : null;
    }

    // On both sides: what the consortium's resources gave, and the party that has it.
    private static JournalEntryPosted InKind(Pool pool, BenefitRecorded benefit, RecordBenefit command) => new JournalEntryPosted(
        pool.AgreementId, Book.InKind, EntryKind.BenefitInKind, command.OpenDay, benefit.Reference,
        new($"Benefit in kind {benefit.Reference} of {benefit.Party}: {benefit.Title.En}", $"{benefit.Party} 的实物收益 {benefit.Reference}：{benefit.Title.Zh}"),
        [Posting.Debit(Account.Benefited(benefit.Party!), benefit.Amount), Posting.Credit(Account.Resources, benefit.Amount)],
        Contribution: null, pool.Id, RunId: null, [command.Adopted!], command.At).Balanced();

    private static JournalEntryPosted Entry(Guid poolId, PoolDeclared declared)
    {
        var said = declared.Declaration;
        return new JournalEntryPosted(
            said.AgreementId, Book.Cash, EntryKind.PoolDeclared, said.Period.To, said.Reference,
            new($"Benefit pool {said.Reference} for {said.Period}", $"收益池 {said.Reference}（{said.Period}）"),
            [Posting.Debit(Account.Bank, said.Amount), Posting.Credit(Account.OfPool(said.Reference), said.Amount)],
            Contribution: null, poolId, RunId: null, [declared.Agreement], declared.At).Balanced();
    }
}

/// <summary>Folds a settled pool; it is started by the settlement of a run.</summary>
public static class PoolSettlementDecider
{
    public static PoolSettlement Evolve(PoolSettlement state, object fact) => fact switch
    {
        PoolSettled f => state with { PoolId = f.PoolId, RunId = f.RunId, AgreementId = f.AgreementId, PeriodTo = f.PeriodTo },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a settled pool."),
    };
}
