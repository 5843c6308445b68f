using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What an appraisal's facts hold, frozen, as it can be exported and calculated again offline.</summary>
public static class Snapshots
{
    /// <summary>The snapshot of a proposal.</summary>
    /// <param name="appraisal">Stream of the appraisal.</param>
    /// <param name="subject">What is appraised.</param>
    /// <param name="number">Of the proposal within the appraisal, from 1.</param>
    /// <param name="fact">The proposal.</param>
    public static ValuationSnapshot Of(Guid appraisal, Subject subject, int number, ValueProposed fact) => new(
        ValuationSnapshot.FormatName, appraisal, number, fact.ProposalHash, fact.Contribution,
        new SnapshotAgreement(subject.AgreementId, fact.AgreementVersion, fact.Agreement, fact.AgreementHash, fact.Profile), fact.Value, fact.Result,
        fact.Basis);

    /// <summary>The snapshot of a value that replaced another.</summary>
    /// <param name="appraisal">Stream of the appraisal.</param>
    /// <param name="number">Counted on after the appraisal's proposals.</param>
    /// <param name="fact">The replacement.</param>
    public static ValuationSnapshot Of(Guid appraisal, int number, ValueReplaced fact) => new(
        ValuationSnapshot.FormatName, appraisal, number, fact.ProposalHash, fact.Contribution,
        new SnapshotAgreement(fact.AgreementId, fact.AgreementVersion, fact.Agreement, fact.AgreementHash, fact.Profile), fact.Value, fact.Result,
        fact.Basis);

    /// <summary>The snapshot of an alternative; its proposal hash is the one it would have.</summary>
    public static ValuationSnapshot Of(Guid appraisal, Subject subject, AlternativeValued fact) => new(
        ValuationSnapshot.FormatName, appraisal, fact.Number, ProposalHash.Of(appraisal, fact.Result, fact.Accepted, fact.Basis), fact.Contribution,
        new SnapshotAgreement(subject.AgreementId, fact.AgreementVersion, fact.Agreement, fact.AgreementHash), fact.Accepted, fact.Result,
        fact.Basis);
}
