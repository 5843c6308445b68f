using Ledger.Agreements;

return await AgreementsService.Create(args).RunAsync(args);
