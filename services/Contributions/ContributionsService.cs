using Ledger.Contracts.V1;
using Ledger.Contributions.Duplicates;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Features;
using Ledger.Contributions.Integration;
using Ledger.Contributions.Vault;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;

namespace Ledger.Contributions;

/// <summary>What the members brought in: registered with evidence, verified by who received it, shown with its accepted value.</summary>
public static class ContributionsService
{
    public static LedgerService Create(string[] args) => Compose(LedgerService.Create(args, "contributions"))
        .UseRabbitMq(subscriptions => subscriptions
            .On<RegulatorDeskChanged, WhenRegulatorDeskChanged>(ordered: true)
            .On<AgreementActivated, WhenAgreementActivated>()
            .On<ValueAccepted, WhenValueAccepted>()
            .On<ValueReplaced, WhenValueReplaced>()
            .On<EvidenceCited, WhenEvidenceCited>());

    /// <summary>Everything but the broker; tests put one of their own under it.</summary>
    internal static LedgerService Compose(LedgerService service)
    {
        var registry = RegistryKey.Read(service.Configuration);
        service.Services.AddSingleton(provider => new AssetClaims(registry, provider.GetRequiredService<IMasterKeys>()));
        service.Services.AddVault(service.Configuration);
        service.Services.AddSingleton<SecretIntake>();
        service.Services.AddSingleton<ReceiverSecrets>();
        service.Services.AddSingleton<SecretReader>();
        service.Services.AddSingleton<HiddenHours>();
        service.Services.AddHostedService<VaultSweep>();
        service.Services.AddEvidenceFolder(service.Configuration);
        service.Services.AddSingleton<ImportQueue>();
        service.Services.AddHostedService<ImportRunner>();
        return service
            .Store(Facts.Register)
            .Migrate(RegistrySchema.ApplyAsync)
            .Migrate(ImportTables.ApplyAsync)
            .Migrate(RegisterTable.ApplyAsync)
            .Migrate(VaultSchema.ApplyAsync)
            .Publishes(Outgoing.Map)
            .Endpoint(KeepEvidenceEndpoint.Map)
            .Endpoint(MarkedDocuments.Guard(ReadEvidenceEndpoint.Map))
            .Endpoint(HoldEndpoints.Map)
            .Endpoint(ErasureEndpoints.Map)
            .Endpoint(ReadRetentionEndpoints.Map)
            .Endpoint(RegisterContributionEndpoint.Map)
            .Endpoint(VerifyContributionEndpoint.Map)
            .Endpoint(DraftContributionEndpoint.Map)
            .Endpoint(AddEvidenceEndpoint.Map)
            .Endpoint(LifeEndpoints.Map)
            .Endpoint(LogHoursEndpoints.Map)
            .Endpoint(ReadContributionsEndpoints.Map)
            .Endpoint(TotalsHistoryEndpoint.Map)
            .Endpoint(ExportContributionsEndpoint.Map)
            .Endpoint(RequestImportEndpoint.Map)
            .Endpoint(ReadImportEndpoints.Map)
            .Endpoint(ExportErrorsEndpoint.Map)
            .Endpoint(OpenSecretsEndpoint.Map)
            .Endpoint(SecretSubjectEndpoints.Map)
            .Endpoint(CustodyEndpoints.Map)
            .Endpoint(DisclosureEndpoints.Map)
            .Endpoint(CustodianEndpoints.Map);
    }
}
