import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module';
import { Consent } from './consent.service';
import { ConsentController } from './consent.controller';
import { ConsentDesk } from './consent-desk.service';
import { PreferenceLinks } from './preference-links.service';
import { Preferences } from './preferences.service';
import { PreferencesController } from './preferences.controller';

/** What customers agreed to: by what way, for what, and when they may be reached. */
@Module({
  imports: [CustomersModule],
  controllers: [ConsentController, PreferencesController],
  providers: [Consent, ConsentDesk, PreferenceLinks, Preferences],
  exports: [Consent, PreferenceLinks],
})
export class ConsentModule {}
