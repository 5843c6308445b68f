using Ledger.Contracts.V1;
using Ledger.Distribution.Features;
using Ledger.Distribution.Integration;
using Ledger.Distribution.Paying;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;

namespace Ledger.Distribution;

/// <summary>Benefit pools, distribution runs, objections, approvals, settlement, the double-entry journal, statements.</summary>
public static class DistributionService
{
    public static LedgerService Create(string[] args) => Compose(LedgerService.Create(args, "distribution"))
        .UseRabbitMq(subscriptions => subscriptions
            .On<RegulatorDeskChanged, WhenRegulatorDeskChanged>(ordered: true)
            .On<AgreementActivated, WhenAgreementActivated>()
            .On<ValueAccepted, WhenValueAccepted>()
            .On<ValueReplaced, WhenValueReplaced>()
            .On<LossAllocated, WhenLossAllocated>()
            .On<LossRecovered, WhenLossRecovered>()
            .On<LossAllocationReversed, WhenLossAllocationReversed>()
            .On<LossDisputed, WhenLossDisputed>()
            .On<LossDisputeSettled, WhenLossDisputeSettled>()
            .On<ReserveReplenishmentCalled, WhenReserveCalled>()
            .On<ContributionReversed, WhenContributionReversed>()
            .On<ContributionEnded, WhenContributionEnded>()
            .On<ContributionReturned, WhenContributionReturned>()
            .On<RetroactiveChangeConfirmed, WhenRetroactiveChangeConfirmed>());

    /// <summary>Everything but the broker; tests put one of their own under it.</summary>
    internal static LedgerService Compose(LedgerService service)
    {
        service.Services.AddSingleton(_ => BankSecrets.Read(service.Configuration));
        service.Services.AddSingleton<BankDetailsStore>();
        service.Services.AddSingleton<StatementFonts>();
        service.Services.AddSingleton<SigningRule>();
        return Slices(service);
    }

    private static LedgerService Slices(LedgerService service) => service
        .Store(Facts.Register)
        .Migrate(JournalTables.ApplyAsync)
        .Migrate(BankDetailsStore.MigrateAsync)
        .Publishes(Outgoing.Map)
        .Endpoint(DeclarePoolEndpoint.Map)
        .Endpoint(CollectBenefitsEndpoints.Map)
        .Endpoint(ClaimCostEndpoint.Map)
        .Endpoint(ReadPoolsEndpoints.Map)
        .Endpoint(ComputeRunEndpoint.Map)
        .Endpoint(WhatIfEndpoints.Map)
        .Endpoint(ProposeRunEndpoint.Map)
        .Endpoint(RecordNoObjectionEndpoint.Map)
        .Endpoint(RaiseObjectionEndpoint.Map)
        .Endpoint(WithdrawObjectionEndpoint.Map)
        .Endpoint(DisputeEndpoints.Map)
        .Endpoint(AgreeTermsEndpoints.Map)
        .Endpoint(WithdrawRunEndpoint.Map)
        .Endpoint(ApproveRunEndpoint.Map)
        .Endpoint(SettleRunEndpoint.Map)
        .Endpoint(ReadRunsEndpoints.Map)
        .Endpoint(ReadStatementEndpoint.Map)
        .Endpoint(ReadJournalEndpoints.Map)
        .Endpoint(ReadAccountsEndpoints.Map)
        .Endpoint(BookEntryEndpoints.Map)
        .Endpoint(CloseJournalEndpoint.Map)
        .Endpoint(ReadAdjustmentsEndpoint.Map)
        .Endpoint(CorrectSettlementsEndpoints.Map)
        .Endpoint(SigningKeyEndpoints.Map)
        .Endpoint(ReadSigningKeysEndpoints.Map)
        .Endpoint(BankAccountEndpoints.Map)
        .Endpoint(ReadBankAccountsEndpoints.Map)
        .Endpoint(PaymentBatchEndpoints.Map)
        .Endpoint(PaymentFileEndpoint.Map)
        .Endpoint(ImportBankResultsEndpoint.Map)
        .Endpoint(ManualOutcomeEndpoints.Map)
        .Endpoint(ReadPaymentsEndpoints.Map)
        .Endpoint(JournalExportEndpoint.Map)
        .Endpoint(PeriodStatementEndpoints.Map);
}
