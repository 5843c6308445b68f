using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;
using Ledger.Valuation.Envelopes;
using Ledger.Valuation.Features;
using Ledger.Valuation.Integration;
using Ledger.Valuation.Scoring;

namespace Ledger.Valuation;

/// <summary>What contributions are worth: proposed on market evidence by an agreed method, accepted by a second person.</summary>
public static class ValuationService
{
    public static LedgerService Create(string[] args) => Compose(LedgerService.Create(args, "valuation"))
        .UseRabbitMq(subscriptions => subscriptions
            .On<RegulatorDeskChanged, WhenRegulatorDeskChanged>(ordered: true)
            .On<AgreementActivated, WhenAgreementActivated>()
            .On<ContributionVerified, WhenContributionVerified>()
            .On<ContributionReversed, WhenContributionReversed>()
            .On<ContributionDamaged, WhenContributionDamaged>()
            .On<ContributionMoved, WhenContributionMoved>()
            .On<ContributionEnded, WhenContributionEnded>()
            .On<ContributionReturned, WhenContributionReturned>()
            .On<HoursRecorded, WhenHoursRecorded>());

    /// <summary>Everything but the broker; tests put one of their own under it.</summary>
    internal static LedgerService Compose(LedgerService service) => Parts(service)
        .Store(Facts.Register)
        .Migrate(EnvelopeSchema.ApplyAsync)
        .Migrate(RevaluationSchema.ApplyAsync)
        .Migrate(ScoringSchema.ApplyAsync)
        .Publishes(Outgoing.Map)
        .Endpoint(ProposeValueEndpoint.Map)
        .Endpoint(PreviewValueEndpoint.Map)
        .Endpoint(MethodsEndpoints.Map)
        .Endpoint(AcceptValueEndpoint.Map)
        .Endpoint(ReadAppraisalsEndpoints.Map)
        .Endpoint(AppraiserEndpoints.Map)
        .Endpoint(TieEndpoints.Map)
        .Endpoint(ReadPanelEndpoint.Map)
        .Endpoint(AssignmentEndpoints.Map)
        .Endpoint(ReadAssignmentEndpoints.Map)
        .Endpoint(QuotationEndpoints.Map)
        .Endpoint(QuoteEndpoints.Map)
        .Endpoint(ReadQuotationsEndpoints.Map)
        .Endpoint(MarketEvidenceEndpoints.Map)
        .Endpoint(ReadMarketEvidenceEndpoints.Map)
        .Endpoint(ImportEvidenceEndpoint.Map)
        .Endpoint(PriceIndexEndpoints.Map)
        .Endpoint(ImportVintagesEndpoint.Map)
        .Endpoint(SnapshotEndpoints.Map)
        .Endpoint(ReperformanceEndpoint.Map)
        .Endpoint(AlternativeEndpoints.Map)
        .Endpoint(CaseEndpoint.Map)
        .Endpoint(DueEndpoints.Map)
        .Endpoint(RevaluationEndpoints.Map)
        .Endpoint(RunEndpoints.Map)
        .Endpoint(ReadRunEndpoints.Map)
        .Endpoint(MonthlyValueEndpoints.Map)
        .Endpoint(ChallengeEndpoints.Map)
        .Endpoint(ChallengeDecisionEndpoints.Map)
        .Endpoint(ReadChallengesEndpoints.Map)
        .Endpoint(ReadValuesEndpoints.Map)
        .Endpoint(ReportEndpoints.Map)
        .Endpoint(LaterSaleEndpoints.Map)
        .Endpoint(ScoreEndpoints.Map);

    private static LedgerService Parts(LedgerService service)
    {
        service.Services.AddSingleton<RevaluationSweep>().AddSingleton<MonthlySweep>().AddSingleton<RunBatches>().AddSingleton<RunQueue>()
            .AddSingleton<SweepRunner>();
        service.Services.AddHostedService(services => services.GetRequiredService<SweepRunner>());
        service.Services.AddHostedService<RunRunner>();
        service.Services.AddSingleton<ReportFonts>();
        return service;
    }
}
